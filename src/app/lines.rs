//! Short texts on few lines, for lists and labels: wrapped to a pane, cut with … where they do not end in it.
//! Running text is the typesetter's.

use crate::typeset::class::{is_bound_to_previous, is_opening};
use crate::typeset::cluster::{Cluster, clusters, text_width};

/// A text in lines of at most `width` cells; `most` lines, the last cut with … where there is more.
pub fn wrap(text: &str, width: u16, most: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() && lines.len() + 1 < most {
        let end = line_end(rest, width);
        let (line, more) = rest.split_at_checked(end).unwrap_or((rest, ""));
        lines.push(line.trim_end().to_owned());
        rest = more.trim_start();
    }
    if !rest.is_empty() && most > 0 {
        lines.push(cut(rest, width));
    }
    lines
}

/// A text in `width` cells, cut with … where it has more.
pub fn cut(text: &str, width: u16) -> String {
    if fits(text, width) {
        return text.to_owned();
    }
    let room = width.saturating_sub(1);
    let mut end = 0;
    let mut used = 0_u16;
    for cluster in clusters(text) {
        used = used.saturating_add(cluster.width);
        if used > room {
            break;
        }
        end = cluster.end();
    }
    let mut line = text.get(..end).unwrap_or("").trim_end().to_owned();
    if width > 0 {
        line.push('…');
    }
    line
}

/// Whether a text takes at most so many cells; long texts are not read to their end.
fn fits(text: &str, width: u16) -> bool {
    let mut used = 0_u16;
    clusters(text).all(|c| {
        used = used.saturating_add(c.width);
        used <= width
    })
}

/// Cells of a short text.
pub fn width(text: &str) -> u16 {
    u16::try_from(text_width(text)).unwrap_or(u16::MAX)
}

/// Bytes of a text's first line; at least one cluster.
fn line_end(text: &str, width: u16) -> usize {
    let mut used = 0_u16;
    let mut legal = None;
    let mut fitting = None;
    let mut before: Option<Cluster> = None;
    for cluster in clusters(text) {
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
    use super::*;
    use proptest::prelude::*;

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
    fn a_latin_word_stays_whole_where_it_can() {
        assert_eq!(wrap("the long river", 9, 3), ["the long", "river"]);
        assert_eq!(wrap("riverbank", 4, 3), ["rive", "rban", "k"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked(text in "\\PC{0,40}", width in 2_u16..40, most in 0_usize..5) {
            let lines = wrap(&text, width, most);
            prop_assert!(lines.len() <= most);
            for line in lines {
                prop_assert!(super::width(&line) <= width, "{line:?}");
            }
        }
    }
}
