//! Words as HTML: escaped, with the links and the ruby that the source has and the issue's texts leave out.

use super::escape::{escape, escaped, target};
use crate::{
    issue::{Span, Text},
    typeset::{
        Ambiguous, Names, Notes, Pinyin, Ruby, Script,
        addresses::of_web,
        display::{Note, SOFT_HYPHEN, Shown, Space, printable},
        links::{Targets, address, attribute, behind, gap},
    },
};
use std::{cell::RefCell, collections::BTreeSet, fmt::Write};

/// How the texts of an article are written.
pub struct InlineWay<'a> {
    /// Whether half-width marks between Han are shown full-width.
    pub fullwidth: bool,
    /// The script that Chinese is shown in.
    pub script: Script,
    /// Which characters have their reading above them.
    pub pinyin: Pinyin,
    /// The article's notes.
    pub notes: &'a Notes,
    /// Whether the words of a note may follow its mark.
    pub defines: bool,
    /// Its byline's names.
    pub names: &'a Names,
    /// Its number, by which its notes are told from those of others.
    pub article: usize,
    /// The notes that were told so far (true) and those that were referred to, by their numbers.
    pub referred: &'a RefCell<BTreeSet<(bool, usize)>>,
    /// The targets that are defined apart from their links.
    pub targets: &'a Targets,
}

impl InlineWay<'_> {
    /// A text as it is shown.
    pub fn shown(&self, text: &Text, source: &str, space: Space) -> Shown {
        let shown = Shown::noted(text, source, space, self.fullwidth, self.notes);
        shown.named_in_script(self.script, source, self.names)
    }

    /// The number of a note: where it is referred to a link to its words, and before them a link back.
    fn number(&self, note: &Note, out: &mut String) {
        let (article, number) = (self.article, note.number);
        let mut referred = self.referred.borrow_mut();
        let defines = note.defines && self.defines;
        // Of two notes of one name the first is led to.
        let leads_back = referred.contains(&(false, number)) && !referred.contains(&(true, number));
        let again = !referred.insert((defines, number));
        let _ = match (defines, leads_back) {
            (false, _) => {
                let id = if again {
                    String::new()
                } else {
                    format!(" id=\"a{article}r{number}\"")
                };
                write!(
                    out,
                    "<sup><a{id} href=\"#a{article}n{number}\" role=\"doc-noteref\">{number}</a></sup>"
                )
            }
            (true, true) => write!(
                out,
                "<sup><a id=\"a{article}n{number}\" href=\"#a{article}r{number}\" role=\"doc-backlink\">{number}</a></sup>"
            ),
            (true, false) => write!(out, "<sup>{number}</sup>"),
        };
    }
}

/// A text as HTML.
pub fn inline(text: &Text, source: &str, way: &InlineWay) -> String {
    let shown = way.shown(text, source, Space::Lines);
    let pinyin = way.pinyin;
    let range = shown.trimmed();
    let ruby = Ruby::of(&shown, range.clone(), pinyin, u16::MAX, Ambiguous::Narrow);
    let mut words = Words::default();
    let mut last: Option<Span> = None;
    for place in shown.places(range) {
        if let Some(span) = place.source.filter(|s| !s.is_empty()) {
            words.gap(gap(source, last, span.start), source, way.targets);
            last = Some(span);
        }
        let place = place.range;
        if shown.text.get(place.clone()) == Some("\n") {
            words.out.push_str("<br>\n");
            continue;
        }
        if let Some(note) = shown.parts.note(&place) {
            way.number(note, &mut words.out);
            continue;
        }
        if shown.parts.is_all_code(&place) {
            words.out.push_str("<code>");
            escape(shown.text.get(place).unwrap_or(""), &mut words.out);
            words.out.push_str("</code>");
            continue;
        }
        // The browser parts words at soft hyphens, too.
        let soft = shown.parts.soft_in(&place);
        let mut from = place.start;
        for to in soft.iter().copied().chain([place.end]) {
            let part = shown.text.get(from..to).unwrap_or("");
            if ruby.is_empty() {
                words.text(part);
            } else {
                words.read(part, |at| ruby.at(from + at));
            }
            from = to;
            if to < place.end {
                words.out.push(SOFT_HYPHEN);
            }
        }
    }
    if let Some(span) = last {
        words.gap(behind(source, span), source, way.targets);
    }
    words.out
}

/// Words being written, with what was opened and not yet closed, by its byte in what is written.
#[derive(Default)]
struct Words {
    out: String,
    /// `[` of a link.
    bracket: Option<usize>,
    /// `<a href>` and its target.
    anchor: Option<(usize, String)>,
    /// `<ruby>`, or where its next base begins.
    ruby: Option<usize>,
    /// `<rt>`.
    reading: Option<usize>,
    /// `<rp>`.
    bracketed: Option<usize>,
}

impl Words {
    /// Appends words; addresses in them become links.
    fn text(&mut self, text: &str) {
        if self.bracket.is_some() || self.anchor.is_some() {
            escape(text, &mut self.out);
            return;
        }
        let mut from = 0;
        for place in of_web(text) {
            escape(text.get(from..place.start).unwrap_or(""), &mut self.out);
            let address = text.get(place.clone()).unwrap_or("");
            from = place.end;
            match target(address) {
                Some(href) => {
                    let shown = escaped(address);
                    let _ = write!(
                        self.out,
                        "<a class=\"bare\" href=\"{href}\" rel=\"noopener noreferrer\">{shown}</a>"
                    );
                }
                None => escape(address, &mut self.out),
            }
        }
        escape(text.get(from..).unwrap_or(""), &mut self.out);
    }

    /// Appends words with the readings of their characters. Where the source has its own, they stay.
    fn read(&mut self, text: &str, reading: impl Fn(usize) -> Option<&'static str>) {
        let mut from = 0;
        if self.ruby.is_none() {
            let mut addresses = of_web(text).into_iter().peekable();
            for (at, c) in text.char_indices() {
                while addresses.next_if(|address| address.end <= at).is_some() {}
                // An address with Han is a link as a whole.
                if addresses.peek().is_some_and(|address| address.start <= at) {
                    continue;
                }
                if let Some(syllable) = reading(at) {
                    self.text(text.get(from..at).unwrap_or(""));
                    let _ = write!(self.out, "<ruby>{c}<rt>{syllable}</rt></ruby>");
                    from = at + c.len_utf8();
                }
            }
        }
        self.text(text.get(from..).unwrap_or(""));
    }

    /// Takes what stands between words: it may close a link, open one, or hold tags.
    fn gap(&mut self, gap: &str, source: &str, targets: &Targets) {
        if gap.is_empty() {
            return;
        }
        let marks = |c: char| matches!(c, '*' | '_' | '~' | '`');
        let head = gap.trim_start_matches(marks);
        if let Some(address) = self
            .bracket
            .and_then(|_| address(head, source, targets).map(|(a, _)| a))
        {
            let from = self.bracket.take();
            self.link(from, &address);
        } else if head.starts_with(']') {
            self.bracket = None;
        }
        let mut rest = gap;
        while let Some((words, tag)) = rest.split_once('<') {
            let Some((tag, after)) = tag.split_once('>') else {
                break;
            };
            // A reading of the source's own is none of the text. It has a base among what is written.
            let read = |at: usize| self.ruby.is_some_and(|from| from < at);
            if self.reading.is_some_and(read) {
                escape(&printable(words), &mut self.out);
            }
            self.tag(tag);
            rest = after;
        }
        let tail = gap.trim_end_matches(marks);
        if tail.ends_with('[') && !tail.ends_with("![") {
            self.bracket = Some(self.out.len());
        }
    }

    fn tag(&mut self, tag: &str) {
        let end = tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '/');
        let name = tag.get(..end.unwrap_or(tag.len())).unwrap_or("");
        let here = self.out.len();
        match name.to_ascii_lowercase().as_str() {
            "a" => self.anchor = attribute(tag, "href").map(|href| (here, href)),
            "/a" => {
                if let Some((from, address)) = self.anchor.take() {
                    self.link(Some(from), &address);
                }
            }
            "ruby" => (self.ruby, self.reading) = (Some(here), None),
            "rt" => self.reading = self.ruby.map(|_| here),
            "rp" => self.bracketed = self.ruby.map(|_| here),
            "/rp" => {
                if let Some(from) = self.bracketed.take() {
                    self.out.truncate(from);
                }
            }
            "/rt" => self.annotate(Some(here)),
            "/ruby" => {
                self.annotate(Some(here));
                self.ruby = None;
            }
            _ => {}
        }
    }

    /// Makes what was written since a byte a link, where its target may be followed.
    fn link(&mut self, from: Option<usize>, address: &str) {
        let (Some(from), Some(href)) = (from, target(address)) else {
            return;
        };
        if from >= self.out.len() {
            return;
        }
        let open = format!("<a href=\"{href}\" rel=\"noopener noreferrer\">");
        self.out.insert_str(from, &open);
        self.out.push_str("</a>");
        // Nothing that was opened outside may be closed across it.
        (self.ruby, self.reading, self.bracketed) = (None, None, None);
    }

    /// Sets a base and its reading as ruby; what cannot show it shows the reading in brackets.
    fn annotate(&mut self, end: Option<usize>) {
        let (Some(from), Some(reading), Some(end)) = (self.ruby, self.reading.take(), end) else {
            return;
        };
        if from >= reading || reading >= end {
            return;
        }
        let read = self.out.split_off(reading);
        let base = self.out.split_off(from);
        let _ = write!(
            self.out,
            "<ruby>{base}<rp>（</rp><rt>{read}</rt><rp>）</rp></ruby>"
        );
        self.ruby = Some(self.out.len());
        (self.bracket, self.anchor) = (None, None);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loader;

    /// The first paragraph of a Markdown bulletin as HTML.
    fn check(paragraph: &str, expected: &str) {
        check_read(paragraph, Pinyin::Off, expected);
    }

    fn check_read(paragraph: &str, pinyin: Pinyin, expected: &str) {
        let source = format!(
            "+++\nkanbao = 1\n+++\n\n## 茶园开园\n\n{paragraph}\n\n[n]: https://b.example/n 'n'\n"
        );
        let issue = loader::load(source.into_bytes(), &loader::Options::default()).issue;
        let (_, article) = issue.articles().next().expect("an article");
        let text = &article.blocks.first().expect("a paragraph").text;
        let way = InlineWay {
            fullwidth: true,
            script: Script::AsIs,
            pinyin,
            notes: &Notes::of(article, &issue.source),
            defines: true,
            names: &Names::default(),
            article: 1,
            targets: &Targets::default(),
            referred: &RefCell::default(),
        };
        let html = inline(text, &issue.source, &way);
        assert_eq!(html, expected, "{paragraph}");
    }

    #[test]
    fn what_html_would_take_as_marks_is_escaped() {
        check(
            "甲 \\<b\\> & \"乙\" '丙'",
            "甲 &lt;b&gt; &amp; &quot;乙&quot; &#39;丙&#39;",
        );
    }

    #[test]
    fn links_of_the_source_are_links_again() {
        let open = |href: &str| format!("<a href=\"{href}\" rel=\"noopener noreferrer\">");
        check(
            "看[这 里](https://a.example/?b=1&c=\"2\" \"题\")吧",
            &format!(
                "看{}这 里</a>吧",
                open("https://a.example/?b=1&amp;c=&quot;2&quot;")
            ),
        );
        check(
            "**[粗](http://a.example/(1))**，[名][n]。",
            &format!(
                "{}粗</a>，{}名</a>。",
                open("http://a.example/(1)"),
                open("https://b.example/n")
            ),
        );
        check(
            "<a class=x href='https://a.example/'>标签</a>",
            &format!("{}标签</a>", open("https://a.example/")),
        );
    }

    #[test]
    fn an_address_in_the_text_is_a_link_without_the_marks_around_it() {
        let bare =
            |a: &str| format!("<a class=\"bare\" href=\"{a}\" rel=\"noopener noreferrer\">{a}</a>");
        check(
            "见https://a.example/b。又见 http://c.example.",
            &format!(
                "见{}。又见 {}.",
                bare("https://a.example/b"),
                bare("http://c.example")
            ),
        );
        check("http:// 不是", "http:// 不是");
        let address = "https://a.example/路径?x=1";
        for pinyin in [Pinyin::Off, Pinyin::All] {
            let other = "https://a.example/文件:名";
            let paragraph = format!("{address},又 {other}。");
            let read = if pinyin == Pinyin::Off {
                "又"
            } else {
                "<ruby>又<rt>yòu</rt></ruby>"
            };
            let expected = format!("{}，{read} {}。", bare(address), bare(other));
            check_read(&paragraph, pinyin, &expected);
        }
    }

    #[test]
    fn a_target_that_would_run_is_no_link() {
        check("[按](javascript:alert(1))", "按");
        check("[按](<JAVASCRIPT:alert(1)>)", "按");
        check("[按](data:text/html,x)", "按");
        check("[按](../x.html)", "按");
        check("<a href=\"vbscript:x\">按</a>", "按");
        assert_eq!(target(" java\nscript:alert(1)"), None);
        assert_eq!(target("https://a.example/\" onclick=\"x"), None);
        assert_eq!(target("https://a.example/\u{202e}txt.exe"), None);
        assert_eq!(target("https://a.example/\u{200b}"), None);
        assert_eq!(
            target("HTTPS://a.example").as_deref(),
            Some("HTTPS://a.example")
        );
        assert_eq!(target("https://"), None);
    }

    #[test]
    fn code_is_written_as_it_is_and_marked() {
        check(
            "用`甲,<b>(https://a.example)`,好",
            "用<code>甲,&lt;b&gt;(https://a.example)</code>，好",
        );
    }

    #[test]
    fn soft_hyphens_are_left_to_the_browser() {
        check("sepa\u{AD}rate", "sepa\u{AD}rate");
    }

    #[test]
    fn many_soft_hyphens_and_much_code_take_no_more_than_linear_time() {
        let many = "a\u{AD}".repeat(200_000) + "b";
        check(&many, &many);
        let code = "`a`,".repeat(50_000) + "b";
        let expected = "<code>a</code>,".repeat(50_000) + "b";
        check(&code, &expected);
    }

    #[test]
    fn readings_are_ruby_of_one_character_each() {
        let ruby = |base: &str, read: &str| format!("<ruby>{base}<rt>{read}</rt></ruby>");
        check_read(
            "银行A1，绿",
            Pinyin::All,
            &format!(
                "{}{}A1，{}",
                ruby("银", "yín"),
                ruby("行", "háng"),
                ruby("绿", "lǜ")
            ),
        );
        check_read(
            "谖[草](https://a.example/)",
            Pinyin::Beyond3500,
            &format!(
                "{}<a href=\"https://a.example/\" rel=\"noopener noreferrer\">草</a>",
                ruby("谖", "xuān")
            ),
        );
    }

    #[test]
    fn readings_leave_ruby_of_the_source_alone() {
        check_read(
            "<ruby>行<rt>xing</rt></ruby>",
            Pinyin::All,
            "<ruby>行<rp>（</rp><rt>xing</rt><rp>）</rp></ruby>",
        );
    }

    #[test]
    fn ruby_of_the_source_is_ruby_and_nothing_else_is() {
        let ruby = |base: &str, read: &str| {
            format!("<ruby>{base}<rp>（</rp><rt>{read}</rt><rp>）</rp></ruby>")
        };
        check(
            "一<ruby>汉<rp>(</rp><rt>hàn</rt><rp>)</rp>字<rt>zì</rt></ruby>二",
            &format!("一{}{}二", ruby("汉", "hàn"), ruby("字", "zì")),
        );
        check("汉（hàn）字", "汉（hàn）字");
        check("一<rt>二</rt>三", "一二三");
        check("一<ruby>二三", "一二三");
    }
}
