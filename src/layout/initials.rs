//! A large initial at the head of a text is read before the line at its right, and the lines beside it begin at its edge.

use super::axes::{laid, middle_y};
use super::lines::PrintedLine;
use super::rows::Rows;
use super::sheet::{Direction, Extent};

/// An initial is larger than the text by this.
const LARGE: f32 = 1.7;

/// Joins large initials to their lines.
pub(super) fn join_initials(lines: Vec<PrintedLine>, body: f32) -> Vec<PrintedLine> {
    let areas: Vec<Extent> = lines.iter().map(|l| laid(l.area, l.direction)).collect();
    let is_initial = |l: &PrintedLine| {
        l.size > LARGE * body && l.size < 9.0 * body && l.text.chars().take(3).count() < 3
    };
    let initials: Vec<usize> = (0..lines.len())
        .filter(|i| is_initial(&lines[*i]))
        .collect();
    if initials.is_empty() {
        return lines;
    }
    // What to change: an initial, and the lines beside it from the first to the last.
    let mut found: Vec<(usize, Vec<usize>)> = Vec::new();
    for direction in [Direction::Right, Direction::Down] {
        let own: Vec<usize> = (0..lines.len())
            .filter(|i| lines[*i].direction == direction)
            .collect();
        let rows = Rows::new(own.iter().map(|i| areas[*i]).collect(), 2.0 * body);
        for &initial in initials
            .iter()
            .filter(|i| lines[**i].direction == direction)
        {
            let cell = areas[initial];
            let field = Extent {
                x1: cell.x1 + 1.2 * body,
                y1: cell.y1 + 2.0 * body,
                ..cell
            };
            let text = |i: &usize| *i != initial && lines[*i].size < 1.2 * body;
            let near: Vec<usize> = rows
                .touching(&field)
                .into_iter()
                .map(|i| own[i])
                .filter(text)
                .collect();
            let right = |i: usize| {
                areas[i].x0 > cell.x1 - 0.4 * body
                    && (cell.y0..cell.y1).contains(&middle_y(&areas[i]))
            };
            let mut beside: Vec<usize> = near.iter().copied().filter(|i| right(*i)).collect();
            beside.sort_by(|a, b| areas[*a].y0.total_cmp(&areas[*b].y0));
            // The text goes on below the initial, at its edge.
            let under = |i: usize| {
                middle_y(&areas[i]) > cell.y1 && (areas[i].x0 - cell.x0).abs() < 0.6 * body
            };
            if beside.len() > 1 && near.iter().any(|i| under(*i)) {
                found.push((initial, beside));
            }
        }
    }
    join(lines, &found)
}

fn join(mut lines: Vec<PrintedLine>, found: &[(usize, Vec<usize>)]) -> Vec<PrintedLine> {
    let mut gone = vec![false; lines.len()];
    for (initial, beside) in found {
        let Some(&first) = beside
            .first()
            .filter(|first| !gone[**first] && !gone[*initial])
        else {
            continue;
        };
        let read = lines[*initial].text.clone();
        lines[first].text.insert_str(0, &read);
        let edge = lines[*initial].area;
        for &line in beside {
            match lines[line].direction {
                Direction::Down => lines[line].area.y0 = edge.y0,
                _ => lines[line].area.x0 = edge.x0,
            }
        }
        gone[*initial] = true;
    }
    let kept = lines.into_iter().zip(gone).filter(|(_, gone)| !gone);
    kept.map(|(line, _)| line).collect()
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;

    #[test]
    fn a_large_initial_is_read_with_the_line_at_its_right() {
        let mut page = Drawn::page(
            "     or ninety winters\n     the stove was the\nfirst thing to be lit and\nthe last to be put out\n",
        );
        page.glyph(20.0, 20.0, 26.0, 'F');
        assert_eq!(
            page.reads(),
            "For ninety winters\nthe stove was the\nfirst thing to be lit and\nthe last to be put out\n"
        );
    }
}
