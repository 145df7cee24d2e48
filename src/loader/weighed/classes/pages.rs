//! Pages: which of the lines that look like sections' headings are, as their pages go up through the text.

use crate::loader::forms::sections;
use crate::loader::weighed::classes::recognised::{Class, Recognised};

/// Section headings whose form leaves a doubt (02 要闻) count only where pages go up through the text, and
/// a page without a name (第九版) only where it stands in its order: elsewhere it points to a page.
/// One alone counts where its page and its name are as newspapers' are (A05 评论).
pub fn settle(recognised: &mut [Recognised]) {
    let headings = |recognised: &[Recognised],
                    test: fn(&sections::Heading) -> bool|
     -> Vec<(usize, (String, u32))> {
        let found = recognised.iter().enumerate().filter_map(|(i, l)| {
            if let Class::Section(h) = &l.class {
                Some((i, h))
            } else {
                None
            }
        });
        found
            .filter(|(_, h)| test(h))
            .map(|(i, h)| (i, key(&h.page)))
            .collect()
    };
    // A heading without a page says nothing of their order.
    let sure = headings(recognised, |h| h.sure && !h.page.is_empty());
    let doubtful = headings(recognised, |h| !h.sure);
    let rising = doubtful
        .windows(2)
        .filter(|w| matches!(w, [a, b] if a.1 < b.1))
        .count();
    let counts = match doubtful.as_slice() {
        [] => true,
        [_] => !headings(recognised, |h| !h.sure && h.known).is_empty(),
        _ => rising * 4 >= (doubtful.len() - 1) * 3,
    };
    if !(sure.is_empty() && counts) {
        free(recognised, &doubtful);
    }
    let named = headings(recognised, |h| !h.name.is_empty() && !h.page.is_empty());
    let bare = headings(recognised, |h| h.name.is_empty());
    let mut astray = vec![false; bare.len()];
    // Those with a name before it are of lower pages, and those after it of higher.
    let (mut at, mut highest) = (named.iter().peekable(), None);
    for ((i, page), astray) in bare.iter().zip(&mut astray) {
        while let Some((_, other)) = at.next_if(|(j, _)| j < i) {
            highest = highest.max(Some(other));
        }
        *astray |= highest >= Some(page);
    }
    let (mut at, mut lowest) = (named.iter().rev().peekable(), None);
    for ((i, page), astray) in bare.iter().zip(&mut astray).rev() {
        while let Some((_, other)) = at.next_if(|(j, _)| j > i) {
            lowest = Some(lowest.map_or(other, |l: &(String, u32)| l.min(other)));
        }
        *astray |= lowest.is_some_and(|l| l <= page);
    }
    let astray: Vec<(usize, (String, u32))> = bare
        .into_iter()
        .zip(astray)
        .filter_map(|(bare, astray)| astray.then_some(bare))
        .collect();
    free(recognised, &astray);
}

fn free(recognised: &mut [Recognised], which: &[(usize, (String, u32))]) {
    for (i, _) in which {
        if let Some(seen) = recognised.get_mut(*i) {
            seen.class = Class::Free;
        }
    }
}

/// Pages in the order they are bound: letters first, then numbers.
fn key(page: &str) -> (String, u32) {
    let letters: String = page.chars().filter(char::is_ascii_alphabetic).collect();
    let digits: String = page.chars().filter(char::is_ascii_digit).collect();
    (letters, digits.parse().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    fn pages(heading: &str) -> Vec<String> {
        let text = format!(
            "山城日报\n\n2026年4月30日\n\n{heading}\n\n山城通新桥\n\n记者 王小川\n\n\
             新桥全长八百米，两岸的人都来看，桥下还泊着渡船，船工说渡船还要再开一阵子。\n"
        );
        let issue = load(text.into_bytes(), &Options::default()).issue;
        let found = issue.sections.iter().filter_map(|s| s.page.clone());
        found.collect()
    }

    #[test]
    fn one_page_alone_counts_where_it_is_a_newspaper_s() {
        assert_eq!(pages("A05 评论"), ["A05"]);
        assert_eq!(pages("05 评论"), ["05"]);
        // Numbers stand before headlines, too.
        assert!(pages("05 山城纪事").is_empty());
        assert!(pages("5 评论").is_empty());
    }
}
