//! Stories continued on another page: the piece that comes from a page (上接) is joined to the one that goes on there
//! (下转). The two are recognised by the headline that both carry and by the pages that they name.

use crate::issue::{Article, BlockKind, Defect, Issue, Mark, MarkKind};
use crate::loader::source::{inline, lines, texts};

/// From this score on two pieces are one story.
const ENOUGH: u32 = 5;
/// Letters of a headline's beginning that are compared.
const LONGEST: usize = 400;

/// Stories on both sides of a piece among which its beginning is looked for: more than any issue has, and the
/// time stays linear where many issues follow one another in a file.
const NEAR: usize = 256;

/// An article's section and its place there.
type Place = (usize, usize);

/// A story that goes on on another page.
struct Story {
    place: Place,
    /// Letters of its headline.
    letters: Vec<char>,
    /// Whether its rest was found.
    whole: bool,
}

/// Joins the pieces of stories; what finds no other piece is a defect.
pub fn join(issue: &mut Issue, source: &str) -> Vec<Defect> {
    let mut defects = Vec::new();
    let places = |test: fn(&Article) -> bool| -> Vec<Place> {
        let sections = issue.sections.iter().enumerate();
        let all = sections.flat_map(|(s, x)| x.articles.iter().enumerate().map(move |a| (s, a)));
        all.filter(|(_, (_, article))| test(article))
            .map(|(s, (a, _))| (s, a))
            .collect()
    };
    let pieces = places(|x| x.continued_from.is_some() && x.continued_on.is_none());
    let mut stories: Vec<Story> = places(|x| x.continued_on.is_some())
        .into_iter()
        .map(|place| Story {
            place,
            letters: at(issue, place).map_or_else(Vec::new, |x| letters(x, source)),
            whole: false,
        })
        .collect();
    let mut gone: Vec<Place> = Vec::new();
    for place in pieces {
        let Some(start) = best_start(issue, source, place, &mut stories) else {
            defects.extend(missing(
                issue,
                place,
                "the story's beginning is not in this file",
                |p| p.continued_from.as_ref(),
            ));
            continue;
        };
        let Some(piece) = at_mut(issue, place).map(std::mem::take) else {
            continue;
        };
        issue.marks.extend(heads(&piece));
        if let Some(story) = at_mut(issue, start) {
            append(story, piece, source);
        }
        gone.push(place);
    }
    for story in stories.iter().filter(|s| !s.whole) {
        defects.extend(missing(
            issue,
            story.place,
            "the rest of the story is not in this file",
            |p| p.continued_on.as_ref(),
        ));
    }
    // Pieces were gone through in order: those joined are, too.
    let mut gone = gone.into_iter().peekable();
    for (s, section) in issue.sections.iter_mut().enumerate() {
        let mut a = 0;
        section.articles.retain(|_| {
            let joined = gone.next_if_eq(&(s, a)).is_some();
            a += 1;
            !joined
        });
    }
    defects
}

fn at(issue: &Issue, (s, a): Place) -> Option<&Article> {
    issue.sections.get(s)?.articles.get(a)
}

fn at_mut(issue: &mut Issue, (s, a): Place) -> Option<&mut Article> {
    issue.sections.get_mut(s)?.articles.get_mut(a)
}

fn missing(
    issue: &Issue,
    place: Place,
    what: &str,
    page: fn(&Article) -> Option<&String>,
) -> Option<Defect> {
    let article = at(issue, place)?;
    let page = page(article)?;
    let line = issue.line_of(article.hull().start);
    Some(Defect {
        line,
        kind: "jump",
        message: format!("page {page}: {what}; add that page's text to the file"),
        chinese: None,
    })
}

/// The story that goes on in a piece: not in a later section, and not whole yet. It is whole then.
fn best_start(issue: &Issue, source: &str, place: Place, stories: &mut [Story]) -> Option<Place> {
    let section = issue.sections.get(place.0)?;
    let piece = letters(at(issue, place)?, source);
    let from = at(issue, place)?.continued_from.as_ref();
    let here = stories.partition_point(|s| s.place < place);
    let near = here.saturating_sub(NEAR)..stories.len().min(here + NEAR);
    let mut best = (ENOUGH - 1, None);
    for story in stories.get_mut(near)? {
        if story.whole || story.place.0 > place.0 {
            continue;
        }
        let other = issue.sections.get(story.place.0);
        let on = at(issue, story.place).and_then(|x| x.continued_on.as_ref());
        let mut score = likeness(&piece, &story.letters);
        score += if same_page(on, section.page.as_ref()) {
            3
        } else {
            0
        };
        score += if same_page(from, other.and_then(|o| o.page.as_ref())) {
            3
        } else {
            0
        };
        if score > best.0 {
            best = (score, Some(story));
        }
    }
    let story = best.1?;
    story.whole = true;
    Some(story.place)
}

fn same_page(one: Option<&String>, other: Option<&String>) -> bool {
    let bare = |page: &str| page.len() - page.trim_start_matches('0').len();
    matches!((one, other), (Some(a), Some(b)) if a.get(bare(a)..) == b.get(bare(b)..))
}

/// The letters of an article's headline.
fn letters(article: &Article, source: &str) -> Vec<char> {
    let text = article.headline.as_ref();
    let folded = text.map_or_else(String::new, |t| texts::folded(t, source));
    folded
        .chars()
        .filter(|c| lines::is_han(*c) || c.is_alphanumeric())
        .collect()
}

/// How far a continued piece's headline is the story's, in points, by the letters of both.
fn likeness(piece: &[char], story: &[char]) -> u32 {
    if piece.is_empty() || story.is_empty() {
        return 0;
    }
    if piece == story {
        return 10;
    }
    let (short, long) = if piece.len() < story.len() {
        (piece, story)
    } else {
        (story, piece)
    };
    // A headline has a line or two: more of one is not looked for in the other.
    let within = |short: &[char], long: &[char]| long.windows(short.len()).any(|w| w == short);
    if (4..=LONGEST).contains(&short.len()) && within(short, long.get(..LONGEST).unwrap_or(long)) {
        return 8;
    }
    let same = piece.iter().zip(story).take_while(|(x, y)| x == y);
    if same.count() >= 4 { 5 } else { 0 }
}

/// The marks that a continued piece's headings become.
fn heads(piece: &Article) -> Vec<Mark> {
    let heads = [&piece.kicker, &piece.headline, &piece.deck];
    heads
        .into_iter()
        .flatten()
        .chain(piece.column_apart())
        .flat_map(|t| &t.runs)
        .filter(|r| !r.span.is_empty())
        .map(|r| Mark {
            span: r.span,
            kind: MarkKind::Jump,
        })
        .collect()
}

/// Appends a piece to its story; a paragraph cut at the page's end is whole again.
fn append(story: &mut Article, piece: Article, source: &str) {
    let mut blocks = piece.blocks.into_iter();
    let before = story
        .blocks
        .iter_mut()
        .rfind(|b| b.kind == BlockKind::Paragraph);
    if let (Some(before), Some(first)) = (before, blocks.as_slice().first()) {
        let words = before.text.of(source);
        let closed = words
            .trim_end_matches(lines::is_closing)
            .ends_with(lines::is_stop)
            || words.ends_with('.');
        if first.kind == BlockKind::Paragraph && !closed {
            let joint = inline::joint(&words, &first.text.of(source));
            if let Some(first) = blocks.next() {
                texts::append(&mut before.text, first.text, joint);
            }
        }
    }
    story.blocks.extend(blocks);
    match (&mut story.byline, piece.byline) {
        // Both pieces are signed: both names stand.
        (Some(byline), Some(more)) => texts::append(byline, more, Some(' ')),
        (byline @ None, more) => *byline = more,
        (Some(_), None) => {}
    }
    story.continued_from = piece.continued_from;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::{Block, Section, Span, Text};

    /// An issue of two pages: a story on the first, which says that it goes on, and a piece on the second.
    fn issue(source: &str, story: [&str; 2], piece: [&str; 2], pages: [&str; 2]) -> Issue {
        let at = |words: &str| {
            let start = source.find(words).expect("words of the source");
            Text::at(Span::new(start, start + words.len()))
        };
        let article = |[headline, text]: [&str; 2]| Article {
            headline: Some(at(headline)),
            blocks: vec![Block {
                kind: BlockKind::Paragraph,
                text: at(text),
                depth: 0,
            }],
            ..Article::default()
        };
        let section = |page: &str, article| Section {
            page: Some(page.to_owned()),
            name: None,
            articles: vec![article],
        };
        let [on, from] = pages.map(|p| Some(p.to_owned()));
        Issue {
            sections: vec![
                section(
                    "1",
                    Article {
                        continued_on: on,
                        ..article(story)
                    },
                ),
                section(
                    "3",
                    Article {
                        continued_from: from,
                        ..article(piece)
                    },
                ),
            ],
            line_starts: lines::starts(source),
            ..Issue::default()
        }
    }

    const SOURCE: &str = "山城新桥昨日通车\n船工说从今天起\n新桥通车之后（续）\n不再摆渡了。\n渡口改作公园\n石阶一级也不拆。\n";

    #[test]
    fn a_story_goes_on_where_its_page_says_and_its_cut_paragraph_is_whole() {
        let mut issue = issue(
            SOURCE,
            ["山城新桥昨日通车", "船工说从今天起"],
            ["新桥通车之后（续）", "不再摆渡了。"],
            ["3", "01"],
        );
        assert!(join(&mut issue, SOURCE).is_empty());
        let articles: Vec<&Article> = issue.articles().map(|(_, a)| a).collect();
        let [story] = articles[..] else {
            panic!("{articles:?}");
        };
        assert_eq!(story.blocks.len(), 1);
        assert_eq!(
            story.blocks[0].text.of(SOURCE),
            "船工说从今天起不再摆渡了。"
        );
        assert!(
            issue
                .marks
                .iter()
                .any(|m| m.span.of(SOURCE) == "新桥通车之后（续）")
        );
    }

    #[test]
    fn pieces_that_name_other_pages_stay_apart_and_both_are_told() {
        let mut issue = issue(
            SOURCE,
            ["山城新桥昨日通车", "船工说从今天起"],
            ["渡口改作公园", "石阶一级也不拆。"],
            ["5", "1"],
        );
        let defects = join(&mut issue, SOURCE);
        assert_eq!(issue.articles().count(), 2);
        let lines: Vec<usize> = defects.iter().map(|d| d.line).collect();
        assert_eq!(lines, [5, 1]);
    }

    #[test]
    fn a_piece_under_the_same_headline_is_its_storys() {
        let letters = |words: &str| words.chars().collect::<Vec<_>>();
        let like = |a, b| likeness(&letters(a), &letters(b));
        assert!(like("新桥通车", "新桥通车") >= ENOUGH);
        assert!(like("新桥通车", "山城新桥通车记") >= ENOUGH);
        assert!(like("新桥通车", "新桥改名") < ENOUGH);
        assert_eq!(like("", ""), 0);
    }
}
