//! Short texts on few lines, for lists and labels: wrapped to a pane, cut with … where they do not end in it.
//! Running text is the typesetter's.

use crate::typeset::class::{is_bound_to_previous, is_opening};
use crate::typeset::cluster::{Ambiguous, Cluster, clusters, text_width};
use crate::typeset::second_line;

/// A text in lines of at most `width` cells; `most` lines, the last cut with … where there is more.
fn wrap(text: &str, width: u16, most: usize, ambiguous: Ambiguous) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && lines.len() + 1 < most {
        let end = line_end(rest, width, ambiguous);
        let (line, more) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(line.trim_end().to_owned());
        rest = more.trim_start();
    }
    if !rest.is_empty() && most > 0 {
        lines.push(cut(rest, width, ambiguous));
    }
    lines
}

/// A headline in at most two lines, broken by sense: at its own blank first (the paper's own line end), then between
/// words.
pub fn headline(text: &str, cells: u16, ambiguous: Ambiguous) -> Vec<String> {
    let text = text.trim();
    if fits(text, cells, ambiguous) {
        return wrap(text, cells, 1, ambiguous);
    }
    let halves = second_line(text, cells, ambiguous).and_then(|at| text.split_at_checked(at));
    let Some((first, second)) = halves else {
        return wrap(text, cells, 2, ambiguous);
    };
    let (first, second) = (first.trim_end(), second.trim_start());
    vec![first.to_owned(), cut(second, cells, ambiguous)]
}

/// A text in `width` cells, cut with … where it has more.
pub fn cut(text: &str, width: u16, ambiguous: Ambiguous) -> String {
    if fits(text, width, ambiguous) {
        return text.to_owned();
    }
    let room = width.saturating_sub(ambiguous.cells());
    let mut end = 0;
    let mut used = 0_u16;
    for cluster in clusters(text, ambiguous) {
        used = used.saturating_add(cluster.width);
        if used > room {
            break;
        }
        end = cluster.end();
    }
    let mut line = text.get(..end).unwrap_or("").trim_end().to_owned();
    if width >= ambiguous.cells() {
        line.push('…');
    }
    line
}

/// Whether a text takes at most so many cells; long texts are not read to their end.
fn fits(text: &str, width: u16, ambiguous: Ambiguous) -> bool {
    let mut used = 0_u16;
    clusters(text, ambiguous).all(|c| {
        used = used.saturating_add(c.width);
        used <= width
    })
}

/// Cells of a short text.
pub fn width(text: &str, ambiguous: Ambiguous) -> u16 {
    u16::try_from(text_width(text, ambiguous)).unwrap_or(u16::MAX)
}

/// Bytes of a text's first line; at least one cluster.
fn line_end(text: &str, width: u16, ambiguous: Ambiguous) -> usize {
    let mut used = 0_u16;
    let mut legal = None;
    let mut fitting = None;
    let mut before: Option<Cluster> = None;
    for cluster in clusters(text, ambiguous) {
        if let Some(before) = before
            && may_part(before, cluster)
        {
            legal = Some(cluster.at);
        }
        used = used.saturating_add(cluster.width);
        if used > width && cluster.text.trim() != "" {
            return legal.or(fitting).unwrap_or(cluster.end());
        }
        fitting = Some(cluster.end());
        before = Some(cluster);
    }
    text.len()
}

/// Whether a line may end between two clusters: at a space, and beside Han unless a mark is bound there.
fn may_part(before: Cluster, after: Cluster) -> bool {
    let end = before.text.chars().next_back().unwrap_or(' ');
    let head = after.text.chars().next().unwrap_or(' ');
    if head == ' ' {
        return false;
    }
    if end == ' ' {
        return true;
    }
    (before.width == 2 || after.width == 2)
        && !is_bound_to_previous(head)
        && !is_opening(end)
        && !(end == '—' && head == '—')
}

#[cfg(test)]
mod tests {
    use super::Ambiguous::{Narrow, Wide};
    use proptest::prelude::*;

    fn wrap(text: &str, width: u16, most: usize) -> Vec<String> {
        super::wrap(text, width, most, Narrow)
    }

    fn headline(text: &str, cells: u16) -> Vec<String> {
        super::headline(text, cells, Narrow)
    }

    #[test]
    fn a_cut_leaves_room_for_its_mark() {
        assert_eq!(super::cut("江水“东”流", 8, Narrow), "江水“东…");
        assert_eq!(super::cut("江水“东”流", 8, Wide), "江水“…");
        assert_eq!(super::cut("江水", 1, Narrow), "…");
        assert_eq!(super::cut("江水", 1, Wide), "");
    }

    #[test]
    fn a_headline_is_wrapped_and_its_last_line_cut() {
        assert_eq!(
            wrap("江水东流春潮起 两岸新城入画来", 12, 2),
            ["江水东流春潮", "起 两岸新城…"]
        );
        assert_eq!(wrap("江水", 12, 2), ["江水"]);
        assert_eq!(wrap("", 12, 2), Vec::<String>::new());
        assert_eq!(wrap("江水", 12, 0), Vec::<String>::new());
    }

    #[test]
    fn no_mark_comes_to_a_lines_head() {
        assert_eq!(wrap("江水东流春潮，起", 12, 3), ["江水东流春", "潮，起"]);
        assert_eq!(wrap("江水东流春“潮”", 12, 3), ["江水东流春", "“潮”"]);
    }

    #[test]
    fn a_headline_of_two_lines_is_broken_by_sense() {
        assert_eq!(
            headline("新桥通车 来往不等船", 14),
            ["新桥通车", "来往不等船"]
        );
        assert_eq!(headline("江水东流春潮起", 12), ["江水东流", "春潮起"]);
        assert_eq!(headline("江水东流", 12), ["江水东流"]);
        assert_eq!(
            headline("江水东流春潮起江水东流春潮", 12),
            ["江水东流", "春潮起江水…"]
        );
        assert_eq!(
            headline("新能源汽车 电池工厂在开发区开建投产", 24),
            ["新能源汽车", "电池工厂在开发区开建投产"]
        );
        assert_eq!(
            headline("开发区电池工厂 昨天开建", 12),
            ["开发区电池", "工厂 昨天开…"]
        );
    }

    #[test]
    fn a_long_headline_is_not_read_to_its_end() {
        let long = "江".repeat(1 << 20);
        assert_eq!(headline(&long, 8), ["江江江江", "江江江…"]);
    }

    #[test]
    fn a_latin_word_stays_whole_where_it_can() {
        assert_eq!(wrap("the long river", 9, 3), ["the long", "river"]);
        assert_eq!(wrap("riverbank", 4, 3), ["rive", "rban", "k"]);
    }

    #[test]
    fn a_cluster_wider_than_the_line_stands_alone_and_whole() {
        assert_eq!(wrap("!\u{1933}\u{b47}", 2, 2), ["!\u{1933}\u{b47}"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "\\PC{0,40}", width in 2_u16..40, most in 0_usize..5) {
            for ambiguous in [Narrow, Wide] {
                let mut lines = super::headline(&text, width, ambiguous);
                prop_assert!(lines.len() <= 2);
                lines.extend(super::wrap(&text, width, most, ambiguous));
                prop_assert!(lines.len() <= most + 2);
                // A cluster alone may be wider (! with two spacing marks): it is not parted.
                let widest = super::clusters(&text, ambiguous).map(|c| c.width).max();
                let width = width.max(widest.unwrap_or(0));
                for line in lines {
                    prop_assert!(super::width(&line, ambiguous) <= width, "{line:?}");
                }
            }
        }
    }
}
