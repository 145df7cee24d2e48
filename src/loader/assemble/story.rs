//! A story's own pieces: its heads, its byline, its paragraphs, its lists and tables.

use crate::correction::Role;
use crate::issue::{Block, BlockKind, Mark, MarkKind, Span, Text};
use crate::loader::assemble::Desk;
use crate::loader::assemble::finish::is_note;
use crate::loader::forms::jumps;
use crate::loader::source::lines::{Form, Line};
use crate::loader::source::{html, inline, texts};
use crate::loader::weighed::classes::byline_joint;
use crate::loader::weighed::outline::Part;
use crate::loader::weighed::units::{Unit, UnitKind};

/// Characters of a line of verse, at most.
const SHORT: u32 = 24;

impl Desk<'_> {
    pub fn title(&mut self, u: usize, unit: &Unit) {
        let part = self.outline.parts.get(u).copied().unwrap_or(Part::Body);
        let cut = u
            .checked_sub(1)
            .and_then(|v| self.units.get(v))
            .and_then(|v| self.context.lines.get(v.last()))
            .zip(self.line(unit))
            .map(|(a, b)| (a.span, b.span));
        let text = self.text(unit);
        let source = self.context.source;
        let full = unit.first().checked_sub(1).is_some_and(|p| {
            let (Some(a), Some(b)) = (self.context.lines.get(p), self.context.lines.get(p + 1))
            else {
                return false;
            };
            b.blanks == 0
                && crate::loader::weighed::features::legs::is_full(
                    a,
                    b.span.of(source),
                    self.context.legs.get(p).copied().unwrap_or(0),
                )
        });
        let heads_text = self.ahead.text_follows(u);
        let article = self.article_or_new();
        let slot = match part {
            Part::Column => &mut article.column,
            Part::Kicker => &mut article.kicker,
            Part::Headline => &mut article.headline,
            Part::Deck => &mut article.deck,
            Part::Byline => &mut article.byline,
            Part::Subhead | Part::Body => {
                // Lines under which no text follows are no subheads: signature and day of a notice.
                let kind = if heads_text {
                    BlockKind::Subhead
                } else {
                    BlockKind::Paragraph
                };
                article.blocks.push(Block {
                    kind,
                    text,
                    depth: 0,
                });
                return;
            }
        };
        match slot {
            None => *slot = Some(text),
            Some(whole) => {
                // A line that its column's edge cut goes on without a space; lines set by sense are parted by one.
                let joint = if full {
                    cut.and_then(|(a, b)| inline::joint(a.of(source), b.of(source)))
                } else {
                    Some(' ')
                };
                texts::append(whole, text, joint);
            }
        }
    }

    pub fn byline(&mut self, u: usize, unit: &Unit) {
        let mut whole = self.text(unit);
        self.part_names(unit, &mut whole);
        let mut text = whole.clone();
        texts::unwrap_byline(&mut text, self.context.source);
        let correction = self.context.correction(unit.first());
        let corrected = correction.is_some_and(|c| c.is == Some(Role::Byline));
        let ends = corrected || self.ahead.article_ends(u);
        if corrected {
            self.article_or_new();
        }
        let known = self.captions;
        let Some(article) = self.article() else {
            let kind = BlockKind::Paragraph;
            self.article_or_new().blocks.push(Block {
                kind,
                text: whole,
                depth: 0,
            });
            return;
        };
        let picture = |b: &&Block| matches!(b.kind, BlockKind::Caption | BlockKind::Image);
        let blocks = article.blocks.iter().skip(known);
        let captions = known + blocks.take_while(picture).count();
        let head = captions == article.blocks.len();
        if (head || ends) && article.byline.is_none() {
            article.byline = Some(text);
            self.tail = !head;
        } else if let Some(byline) = article
            .byline
            .as_mut()
            .filter(|_| head || ends && unit.kind == UnitKind::Byline)
        {
            texts::append(byline, text, Some(' '));
        } else {
            article.blocks.push(Block {
                kind: BlockKind::Note,
                text: whole,
                depth: 0,
            });
        }
        self.captions = captions;
    }

    /// Parts the names of a byline whose lines were cut between them.
    fn part_names(&self, unit: &Unit, text: &mut Text) {
        let source = self.context.source;
        // The runs stand in the lines' order: looking through all of them for each of many lines would take long.
        let mut runs = text.runs.iter_mut().peekable();
        for pair in unit.lines.windows(2) {
            let mut spans = pair
                .iter()
                .filter_map(|l| self.context.lines.get(*l as usize))
                .map(|l| l.span);
            let (Some(a), Some(b)) = (spans.next(), spans.next()) else {
                return;
            };
            let joint = byline_joint(self.context.rules, a.of(source), b.of(source));
            while runs.next_if(|r| r.span.start < b.start).is_some() {}
            while let Some(run) = runs.next_if(|r| r.span.start == b.start) {
                run.joint = joint;
            }
        }
    }

    fn mark_jump(&mut self, jump: &Text) {
        self.issue.marks.extend(jump.runs.iter().map(|run| Mark {
            span: run.span,
            kind: MarkKind::Jump,
        }));
    }

    pub fn paragraph(&mut self, unit: &Unit) {
        let mut text = self.text(unit);
        let source = self.context.source;
        let seen = self.context.recognised.get(unit.first());
        let last = self.context.recognised.get(unit.last());
        if seen.is_some_and(|l| l.comes_from) {
            let folded = texts::folded(&text, source);
            if let Some(jump) = jumps::from(self.context.rules, &folded) {
                let count = folded.get(jump.range).map_or(0, |t| t.chars().count());
                let (mark, rest) = texts::split(&text, source, count);
                text = texts::trimmed(rest, source);
                self.mark_jump(&mark);
                let page = jump.page;
                let article = self.article_or_new();
                article.continued_from = article.continued_from.take().or(Some(page));
            }
        }
        if last.is_some_and(|l| l.goes_on) {
            let folded = texts::folded(&text, source);
            if let Some(jump) = jumps::on(self.context.rules, &folded) {
                let count = folded
                    .get(..jump.range.start)
                    .map_or(0, |t| t.chars().count());
                let (rest, mark) = texts::split(&text, source, count);
                text = texts::trimmed(rest, source);
                self.mark_jump(&mark);
                let page = jump.page;
                let article = self.article_or_new();
                article.continued_on = article.continued_on.take().or(Some(page));
            }
        }
        if text.is_empty() {
            return;
        }
        let kind = if is_note(self.context.rules, &text, source) {
            BlockKind::Note
        } else {
            self.kind_in_lines(unit)
        };
        self.article_or_new().blocks.push(Block {
            kind,
            text,
            depth: 0,
        });
    }

    /// What a paragraph is: a line of verse where marked breaks part short lines.
    fn kind_in_lines(&mut self, unit: &Unit) -> BlockKind {
        let first = unit.first();
        if first < self.parted.0 {
            return self.parted.1;
        }
        let lines = self.context.lines.get(first..).unwrap_or_default();
        let more = lines.iter().take_while(|line| line.breaks).count();
        let lines = lines.get(..=more).unwrap_or_default();
        if more == 0 || unit.lines.len() > 1 {
            return BlockKind::Paragraph;
        }
        let short = lines.iter().all(|line| line.chars <= SHORT);
        let kind = if short {
            BlockKind::Verse
        } else {
            BlockKind::Paragraph
        };
        self.parted = (first + lines.len(), kind);
        kind
    }

    /// What a stretch of HTML holds.
    fn islands(&self, lines: &[Line]) -> Vec<(BlockKind, Text)> {
        let start = lines.first().map_or(0, |l| l.whole.start);
        let end = lines.last().map_or(start, |l| l.whole.end);
        let islands = html::islands(self.context.source, Span { start, end });
        islands
            .into_iter()
            .map(|island| match island {
                html::Island::Block(block) => (block.kind, block.text),
                html::Island::Heading(_, text) | html::Island::Strong(text) => {
                    (BlockKind::Subhead, text)
                }
            })
            .collect()
    }

    pub fn block(&mut self, unit: &Unit, form: Form) {
        let source = self.context.source;
        let lines: Vec<Line> = unit
            .lines
            .iter()
            .filter_map(|l| self.context.lines.get(*l as usize))
            .cloned()
            .collect();
        let blocks = match form {
            Form::Row if lines.first().is_some_and(|l| l.first == '<') => self.islands(&lines),
            Form::Row => vec![(BlockKind::Table, texts::table(source, &lines, self.markup))],
            Form::Code => vec![(BlockKind::Code, texts::code(&lines))],
            Form::Quote => texts::quotes(source, &lines),
            // An item of nothing but tags has no text.
            Form::List => Some((BlockKind::List, self.text(unit)))
                .filter(|(_, text)| !text.is_empty() || text.runs.iter().any(|r| r.joint.is_some()))
                .into_iter()
                .collect(),
            Form::Image
                if lines
                    .first()
                    .is_some_and(|l| l.whole.of(source).contains("<img")) =>
            {
                let mut islands = self.islands(&lines);
                islands.retain(|(kind, _)| *kind == BlockKind::Image);
                islands
            }
            Form::Image => vec![(BlockKind::Image, texts::image(source, &lines))],
            Form::Rule => lines
                .iter()
                .map(|l| {
                    (
                        BlockKind::Rule,
                        Text::at(Span {
                            start: l.whole.start,
                            end: l.whole.start,
                        }),
                    )
                })
                .collect(),
            Form::Note => vec![(BlockKind::Note, self.text(unit))],
            // A guide's.
            Form::Text | Form::Heading(_) => vec![(BlockKind::Paragraph, self.text(unit))],
        };
        let depth = u8::from(form == Form::List && lines.first().is_some_and(|l| l.indent >= 2));
        let blocks = blocks
            .into_iter()
            .map(|(kind, text)| Block { kind, text, depth });
        // A picture or a rule at a page's head begins no article.
        match form {
            Form::Image if !self.open => self.waiting.extend(blocks),
            Form::Rule if !self.open => {}
            _ => self.article_or_new().blocks.extend(blocks),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::issue::BlockKind;
    use crate::loader::{Options, load};
    use std::time::Instant;

    /// The kinds and words of the blocks of a text that is read by evidence, below its twenty paragraphs.
    fn below(end: &str) -> Vec<(BlockKind, String)> {
        let story = "新桥昨天上午正式通车，两岸的居民一早就来到桥头，走上桥面看了一个上\n午，都说从前摆渡要候半日。\n\n";
        let text = format!("# 新桥通车\n\n{}{end}\n", story.repeat(20));
        let issue = load(text.into_bytes(), &Options::default()).issue;
        let blocks = issue.articles().flat_map(|(_, a)| &a.blocks);
        let blocks = blocks.map(|b| (b.kind, b.text.of(&issue.source)));
        let blocks: Vec<_> = blocks.collect();
        let (stories, end) = blocks.split_at(20);
        assert!(stories.iter().all(|(_, words)| words.contains("上午")));
        end.to_vec()
    }

    #[test]
    fn a_marked_break_ends_its_line_and_is_no_text() {
        use BlockKind::{List, Paragraph, Quote, Verse};
        let all = |kind, lines: &[&str]| -> Vec<(BlockKind, String)> {
            lines.iter().map(|l| (kind, (*l).to_owned())).collect()
        };
        for (end, expected) in [
            (
                "春水初生的时候\\\n船慢慢靠了岸\\\n有人在等着",
                all(Verse, &["春水初生的时候", "船慢慢靠了岸", "有人在等着"]),
            ),
            (
                "姓名：王小川\\\r\n电话：一二三",
                all(Verse, &["姓名：王小川", "电话：一二三"]),
            ),
            (
                "船工说从今天起不再摆渡了，要去桥头开一间茶馆，卖大碗茶。\\\n来的人都是客。",
                all(
                    Paragraph,
                    &[
                        "船工说从今天起不再摆渡了，要去桥头开一间茶馆，卖大碗茶。",
                        "来的人都是客。",
                    ],
                ),
            ),
            (
                "> 桥通了，\\\n> 人就不散。",
                all(Quote, &["桥通了，\n人就不散。"]),
            ),
            (
                "> 桥通了，\\\n人就不散。",
                all(Quote, &["桥通了，\n人就不散。"]),
            ),
            (
                "- 渡口的茶\\\n  桥头的酒\\\n  山里的炭\n- 江里的鱼",
                all(List, &["渡口的茶\n桥头的酒\n山里的炭", "江里的鱼"]),
            ),
            // What only looks like a break.
            (
                "文件放在 C:\\桥\\ 里面。",
                all(Paragraph, &["文件放在 C:\\桥\\ 里面。"]),
            ),
            ("文件放在桥\\。", all(Paragraph, &["文件放在桥\\。"])),
            (
                "文件放在桥下的茶馆里\\",
                all(Paragraph, &["文件放在桥下的茶馆里\\"]),
            ),
            (
                "- 渡口的茶\\\n- 江里的鱼",
                all(List, &["渡口的茶\\", "江里的鱼"]),
            ),
        ] {
            assert_eq!(below(end), expected, "{end}");
        }
    }

    #[test]
    fn bylines_by_the_thousand_take_no_more_than_linear_time() {
        let time = |count: usize| {
            let text = "□ 本报记者 王小川\n".repeat(count).into_bytes();
            let start = Instant::now();
            assert!(
                load(text, &Options::default())
                    .issue
                    .articles()
                    .next()
                    .is_some()
            );
            start.elapsed()
        };
        // The best of some, as others use the processor, too.
        let best = |count| (0..4).map(|_| time(count)).min().expect("there are some");
        let (short, long) = (best(2000), best(32000));
        assert!(long < short * 48, "{short:?} {long:?}");
    }
}
