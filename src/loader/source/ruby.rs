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
