//! Columns' names (栏目) that a headline below gives in brackets: 渡口漫笔 over 老桥还在（渡口漫笔）. However much such
//! a line reads as a byline (评论员观察, 解码·老桥), it is none.

use crate::loader::forms::labels::{bare_column, bracketed_end};
use crate::loader::source::lines::{Line, folded};
use crate::loader::weighed::classes::recognised::{Class, Recognised};

/// How many lines above a headline its column's name is looked for: a kicker's two may stand between.
const ABOVE: usize = 3;
/// Half ems that a headline with its column's name takes at most.
const WIDEST: u32 = 160;

/// Frees the lines that were taken for names, and marks them as columns' names.
pub fn settle(source: &str, lines: &[Line], recognised: &mut [Recognised]) {
    for (at, line) in lines.iter().enumerate() {
        if !matches!(line.last, '）' | ')') || line.stops > 0 || line.width > WIDEST {
            continue;
        }
        let words = folded(line.span.of(source));
        let Some(name) = bracketed_end(words.trim()) else {
            continue;
        };
        let first = at.saturating_sub(ABOVE);
        let above = lines.iter().enumerate().take(at).skip(first);
        let named = above
            .rev()
            .find(|(_, l)| bare_column(&folded(l.span.of(source))) == name);
        let Some((over, _)) = named else { continue };
        for i in [over, at] {
            let free = |l: &&mut Recognised| matches!(l.class, Class::Free | Class::Byline);
            if let Some(seen) = recognised.get_mut(i).filter(free) {
                seen.class = Class::Free;
                seen.names = None;
                seen.column |= i == over;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::loader::{Options, load};

    #[test]
    fn what_a_headline_names_in_brackets_is_its_column_and_no_byline() {
        let story = "新桥全长八百米，两岸的人都来看，桥下还泊着渡船。\n\n";
        let text = format!(
            "# 山城通新桥\n\n记者 王小川\n\n{story}评论员观察\n\n# 老桥还在（评论员观察）\n\n李大江\n\n{story}\
             解码·老桥怎么修\n\n# 修桥的人（解码·老桥怎么修）\n\n赵大河\n\n{story}"
        );
        let issue = load(text.into_bytes(), &Options::default()).issue;
        let columns = issue.articles().map(|(_, a)| {
            let of = |t: &crate::issue::Text| t.of(&issue.source);
            (a.column.as_ref().map(of), a.byline.as_ref().map(of))
        });
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(
            columns.collect::<Vec<_>>(),
            [
                (None, some("记者 王小川")),
                (some("评论员观察"), some("李大江")),
                (some("解码·老桥怎么修"), some("赵大河"))
            ]
        );
    }
}
