//! Stories whose lower edges are stepped: where a cut down parts the legs of two stories, one above the other, the legs
//! at the right go to the story whose legs begin at their height.

use super::axes::overlap_x;
use super::measure::{HEADING, Scale};
use super::stacks::LaidStack;

/// Legs of one story begin at one height, within this share of the leading.
const ALIGNED: f32 = 0.9;
/// More white than this, in leadings, parts text from text.
const PARTED: f32 = 1.4;

/// Items that are read one after another: a head with its text, or text by itself.
#[derive(Debug)]
struct Chunk {
    items: Vec<LaidStack>,
    /// The part that its last items came from.
    part: usize,
}

/// Puts the parts of a cut down one after another, from left to right.
pub(super) fn merge(parts: Vec<Vec<LaidStack>>, scale: Scale) -> Vec<LaidStack> {
    let mut chunks: Vec<Chunk> = Vec::new();
    for (part, items) in parts.into_iter().enumerate() {
        for items in split(items, scale) {
            // Where there is one story only, its legs follow each other anyway.
            let story = (chunks.len() > 1)
                .then(|| story_of(&chunks, &items, part, scale))
                .flatten();
            if let Some(story) = story {
                chunks[story].items.extend(items);
                chunks[story].part = part;
            } else {
                chunks.push(Chunk { items, part });
            }
        }
    }
    chunks.into_iter().flat_map(|c| c.items).collect()
}

fn is_heading(item: &LaidStack, scale: Scale) -> bool {
    item.size > HEADING * scale.body
}

/// Parts what is read one after another at heads, and where text stands far below text.
fn split(items: Vec<LaidStack>, scale: Scale) -> Vec<Vec<LaidStack>> {
    let mut chunks: Vec<Vec<LaidStack>> = Vec::new();
    for item in items {
        let goes_on = chunks.last().and_then(|c| c.last()).is_some_and(|before| {
            let far = overlap_x(&before.area, &item.area) > 0.0
                && item.area.y0 - before.area.y1 > PARTED * scale.leading;
            is_heading(before, scale) || !(is_heading(&item, scale) || far)
        });
        match chunks.last_mut() {
            Some(chunk) if goes_on => chunk.push(item),
            _ => chunks.push(vec![item]),
        }
    }
    chunks
}

/// The story that text without a head goes on: one in the part before, with a leg that begins at the same height.
fn story_of(chunks: &[Chunk], items: &[LaidStack], part: usize, scale: Scale) -> Option<usize> {
    let first = items.first().filter(|i| !is_heading(i, scale))?;
    let aligned = |i: &LaidStack| (i.area.y0 - first.area.y0).abs() < ALIGNED * scale.leading;
    chunks
        .iter()
        .position(|c| c.part + 1 == part && c.items.iter().any(aligned))
}

#[cfg(test)]
mod tests {
    use super::super::drawn::Drawn;

    #[test]
    fn a_leg_that_reaches_further_down_belongs_to_the_story_above() {
        // 甲 has three legs, the last one longer; 丁 stands under the first two, and its last leg under the longer one.
        let mut page = Drawn::new(500.0, 400.0);
        page.line(60.0, 20.0, 24.0, "题目横在三栏上面");
        let mut leg = |x: f32, y: f32, lines: u8, name: &str| {
            for n in 0..lines {
                page.line(
                    x,
                    y + 14.0 * f32::from(n),
                    10.0,
                    &format!("{name}道清淤过半水位回落"),
                );
            }
        };
        leg(20.0, 60.0, 4, "甲");
        leg(130.0, 60.0, 4, "乙");
        leg(240.0, 60.0, 8, "丙");
        leg(20.0, 160.0, 6, "丁");
        leg(130.0, 160.0, 6, "戊");
        leg(240.0, 188.0, 4, "己");
        page.line(60.0, 126.0, 20.0, "文章二则");
        let mut order: Vec<char> = page
            .reads()
            .lines()
            .filter_map(|l| l.chars().next())
            .collect();
        order.dedup();
        assert_eq!(order.into_iter().collect::<String>(), "题甲乙丙文丁戊己");
    }
}
