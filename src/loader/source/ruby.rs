//! Readings that a source gives itself (`<ruby>`): they stand above the text, and are none of it.

use crate::issue::{Span, Text};

/// Bytes of a reading, and of words with their readings, at most.
const READING: usize = 200;
const RUBY: usize = 2000;

/// The places of the readings that a source gives in `<ruby>` (渡`<rt>dù</rt>`): they stand above the text, and are none of
/// it. One that nothing closes is text.
pub fn readings(source: &str) -> Vec<Span> {
    let mut found = Vec::new();
    // The last `<ruby>`, and one past its end.
    let mut ruby = 0..0;
    for at in memchr::memmem::find_iter(source.as_bytes(), "<r") {
        let rest = source.get(at..).unwrap_or("");
        if rest.starts_with("<ruby") {
            let near = rest.as_bytes().get(..RUBY).unwrap_or(rest.as_bytes());
            let end = memchr::memmem::find(near, b"</ruby");
            ruby = at..end.map_or(at, |end| at + end);
            continue;
        }
        let opens = |tag: &str| {
            rest.strip_prefix(tag)
                .is_some_and(|r| r.starts_with(['>', ' ']))
        };
        if !ruby.contains(&at) || !(opens("<rt") || opens("<rp")) {
            continue;
        }
        let most = (0..=READING.min(rest.len())).rfind(|&end| rest.is_char_boundary(end));
        let near = rest.get(..most.unwrap_or(0)).unwrap_or("");
        let Some((tag, words)) = near.split_once('>') else {
            continue;
        };
        let start = at + tag.len() + 1;
        let closed = words.find('<').and_then(|end| {
            let close = words.get(end..)?;
            let closes = ["</rt", "</rp", "</ruby", "<rt", "<rp", "<rb"];
            closes
                .iter()
                .any(|tag| close.starts_with(tag))
                .then_some(end)
        });
        if let Some(end) =
            closed.filter(|&end| !words.get(..end).unwrap_or("").contains(['`', '\n']))
        {
            found.push(Span::new(start, start + end));
        }
    }
    found
}

/// Takes readings out of a text.
pub fn unread(text: &mut Text, readings: &[Span]) {
    if readings.is_empty() {
        return;
    }
    text.runs.retain(|run| {
        let after = readings.partition_point(|reading| reading.start <= run.span.start);
        let reading = after.checked_sub(1).and_then(|at| readings.get(at));
        reading.is_none_or(|reading| run.span.end > reading.end)
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::issue::Run;
    use proptest::prelude::*;

    fn found(source: &str) -> Vec<&str> {
        let spans = readings(source).into_iter();
        spans.map(|span| span.of(source)).collect()
    }

    #[test]
    fn what_stands_in_a_rubys_reading_tags_is_a_reading() {
        let ruby = "<ruby>渡<rt class=\"r\">dù</rt>口<rp>(</rp><rt>kǒu</rt><rp>)</rp></ruby>";
        assert_eq!(found(ruby), ["dù", "(", "kǒu", ")"]);
        // The next tag closes one that is left open.
        let open = "<ruby lang=\"zh\">渡<rt>dù<rb>口<rt>kǒu</ruby>";
        assert_eq!(found(open), ["dù", "kǒu"]);
    }

    #[test]
    fn a_readings_tag_outside_of_a_ruby_is_text() {
        assert!(found("渡<rt>dù</rt>口").is_empty());
        assert_eq!(found("<ruby>渡<rt>dù</rt></ruby>口<rt>kǒu</rt>"), ["dù"]);
        assert!(
            found("<ruby>渡<rt>dù</rt>口").is_empty(),
            "nothing closes it"
        );
    }

    #[test]
    fn a_tag_that_only_begins_as_a_readings_is_none() {
        let ruby = |tag: &str| format!("<ruby>渡<{tag}>dù</rt></ruby>");
        assert_eq!(found(&ruby("rt")), ["dù"]);
        for tag in ["rtc", "rtx", "rb", "row"] {
            assert!(found(&ruby(tag)).is_empty(), "{tag}");
        }
    }

    #[test]
    fn a_reading_that_other_tags_code_or_a_lines_end_break_is_text() {
        for words in ["d<b>ù</b>", "d`ù", "d\nù"] {
            let ruby = format!("<ruby>渡<rt>{words}</rt></ruby>");
            assert!(found(&ruby).is_empty(), "{words}");
        }
    }

    #[test]
    fn a_reading_is_short_and_so_are_the_words_under_it() {
        let ruby = |words: usize, reading: usize| {
            let (words, reading) = ("渡".repeat(words), "ù".repeat(reading));
            found(&format!("<ruby>{words}<rt>{reading}</rt></ruby>")).len()
        };
        assert_eq!([ruby(500, 90), ruby(1, 120), ruby(700, 1)], [1, 0, 0]);
    }

    /// The text of these words of a source, without these readings.
    fn taken(source: &str, words: &[&str], readings: &[Span]) -> String {
        let run = |words: &&str| {
            let start = source.find(words).expect("words of the source");
            let span = Span::new(start, start + words.len());
            Run { span, joint: None }
        };
        let runs = words.iter().map(run).collect();
        let mut text = Text { runs };
        unread(&mut text, readings);
        text.of(source)
    }

    #[test]
    fn readings_are_taken_out_of_a_text_and_no_more_than_they() {
        let source = "<ruby>渡<rt>dù</rt>口</ruby>的早晨";
        let taken = |words: &[&str], readings: &[Span]| taken(source, words, readings);
        let words = ["渡", "dù", "口", "的早晨"];
        assert_eq!(taken(&words, &readings(source)), "渡口的早晨");
        assert_eq!(taken(&words, &[]), "渡dù口的早晨");
        // One that reaches beyond a reading is more than that.
        let beyond = ["渡", "dù</rt>口"];
        assert_eq!(taken(&beyond, &readings(source)), "渡dù</rt>口");
    }

    proptest! {
        #[test]
        fn a_texts_readings_are_those_that_were_written(
            parts in prop::collection::vec(("[新桥渡口]{1,3}", "[a-zùǒ ]{1,6}"), 0..6)
        ) {
            let part = |(words, reading): &(String, String)| {
                format!("{words}<ruby>{words}<rt>{reading}</rt></ruby>")
            };
            let source: String = parts.iter().map(part).collect();
            let written: Vec<&str> = parts.iter().map(|(_, reading)| &**reading).collect();
            prop_assert_eq!(found(&source), written);
        }
    }
}
