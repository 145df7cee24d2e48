//! What stands within a line and is no plain word: code, footnotes, soft hyphens.

use crate::print::options;
use kanbao::export::{self, ExportFormat};
use kanbao::issue::Issue;
use kanbao::language::Language;
use kanbao::loader::{self, Loaded};
use kanbao::print::{self, PageOptions};
use kanbao::typeset::{Autospace, Style};

fn load(text: &str) -> Loaded {
    loader::load(text.as_bytes().to_vec(), &loader::Options::default())
}

/// An export's source, whose marks are Markdown's for certain.
fn markdown(body: &str) -> String {
    format!("+++\nkanbao = 1\n+++\n\n## 茶园开园\n\n{body}\n")
}

fn printed(issue: &Issue, width: u16, style: Style, format: print::PageFormat) -> String {
    let options = PageOptions {
        format,
        style,
        language: Language::English,
        ..options(width)
    };
    crate::print::printed(issue, &options)
}

/// The article's lines below its head.
fn lines(body: &str, width: u16, style: Style) -> String {
    let issue = load(&markdown(body)).issue;
    let page = printed(&issue, width, style, print::PageFormat::Lines);
    let lines = page
        .lines()
        .skip_while(|l| !l.contains("character") && !l.contains(" words"));
    let text: Vec<&str> = lines.skip(2).collect();
    text.join("\n")
}

#[test]
fn code_within_a_line_is_shown_as_it_is_written() {
    let body = "先用`打印,(横)Rust排版!`吧,再看 `` a`b `` 好。";
    for (autospace, expected) in [
        (
            Autospace::Off,
            "    先用打印,(横)Rust排版!吧，再看 a`b 好。",
        ),
        (
            Autospace::Always,
            "    先用打印,(横)Rust排版!吧，再看 a`b 好。",
        ),
    ] {
        let style = Style {
            autospace,
            ..Style::default()
        };
        assert_eq!(lines(body, 80, style), expected);
    }
    let traditional = Style {
        script: kanbao::typeset::Script::Traditional,
        ..Style::default()
    };
    assert_eq!(lines("发展`发展`简体", 80, traditional), "    發展发展簡體");
}

#[test]
fn an_option_in_code_stays_with_its_hyphens() {
    for body in [
        "打印时用`kanbao print --width 60 --columns 3 -c x`这个命令，其余的以后再说。",
        "To print it, use `kanbao print --width 60 --columns 3 -c x` and say the rest later.",
    ] {
        for width in 12..60 {
            let page = lines(body, width, Style::default());
            let mut ends = page.lines().map(str::trim_end);
            assert!(!ends.any(|line| line.ends_with('-')), "{width}: {page}");
        }
    }
}

#[test]
fn no_cell_is_put_into_code_to_fill_a_line() {
    let body =
        "这里讲的是`git commit -m 甲 -n 乙 --amend`这个命令，其余的以后再说，先看这里讲的是什么。";
    for width in 30..60 {
        let page = lines(body, width, Style::default());
        assert!(!page.trim_start().contains("t  c"), "{width}: {page}");
        for part in ["git", "commit", "-m", "甲", "-n", "乙"] {
            assert!(!page.contains(&format!("{part}  ")), "{width}: {page}");
        }
    }
}

#[test]
fn marks_of_notes_are_raised_numbers_that_stay_with_their_words() {
    let body = "茶园开园[^b],今年早[^甲]。来的人[^b]多。\n\n[^甲]: 早七天。\n\n[^b]: 第二十届。";
    insta::assert_snapshot!(lines(body, 60, Style::default()), @"
    茶园开园¹，今年早²。来的人¹多。

    ────────
    ¹ 第二十届。
    ² 早七天。
    ");
    for width in 8..40 {
        let page = lines(body, width, Style::default());
        for line in page.lines().map(str::trim_start) {
            // A note hangs on its number.
            let head = line.strip_prefix(['¹', '²']);
            assert!(
                head.is_none_or(|rest| rest.starts_with(' ')),
                "{width}: {page}"
            );
        }
    }
}

#[test]
fn notes_stand_under_the_article_in_the_order_of_their_numbers() {
    let body = "一[^a]。\n\n[^b]: 乙。\n\n    又乙。\n\n二[^b]。\n\n[^a]: 甲。";
    insta::assert_snapshot!(lines(body, 40, Style::default()), @"
    一¹。
    二²。

    ────────
    ¹ 甲。
    ² 乙。
    又乙。
    ");
    let issue = load(&markdown(body)).issue;
    let page = printed(&issue, 60, Style::default(), print::PageFormat::Html);
    let at = |word: &str| page.find(word);
    assert!(
        at("二<sup>") < at("甲。") && at("甲。") < at("乙。") && at("乙。") < at("又乙。"),
        "{page}"
    );
}

#[test]
fn notes_of_an_english_newsletter_stand_under_their_articles() {
    let text = "# The Harbour Letter\n\n## The ferry is back\n\nThe ferry across the harbour runs again,[^1] after four months in dock, and it takes bicycles free of charge.[^fare]\n\n## The library lends tools\n\nSince Monday the library in Quay Street lends tools to all who have a card.[^card] A drill costs nothing, and a ladder costs a pound a day.\n\n[^1]: The last crossing was on 14 July.\n[^fare]: A single is two pounds; with `--card` it is one.\n[^card]: Cards are free.\n";
    let issue = load(text).issue;
    let style = Style {
        justify: false,
        ..Style::default()
    };
    insta::assert_snapshot!(printed(&issue, 60, style, print::PageFormat::Lines), @"
                         The Harbour Letter
    ════════════════════════════════════════════════════════════

                         The ferry is back
                              40 words

        The ferry across the harbour runs again,¹ after four
    months in dock, and it takes bicycles free of charge.²

        ────────
        ¹ The last crossing was on 14 July.
        ² A single is two pounds; with --card it is one.

                          ───────────────

                      The library lends tools
                              32 words

        Since Monday the library in Quay Street lends tools to
    all who have a card.¹ A drill costs nothing, and a ladder
    costs a pound a day.

        ────────
        ¹ Cards are free.
    ");
}

#[test]
fn notes_are_links_in_a_web_page_and_back() {
    let body = "茶园[^a]开园[^a]。\n\n[^a]: 第二十届。";
    let issue = load(&markdown(body)).issue;
    let page = printed(&issue, 60, Style::default(), print::PageFormat::Html);
    assert!(page.contains("<p>茶园<sup><a id=\"a1r1\" href=\"#a1n1\" role=\"doc-noteref\">1</a></sup>开园<sup><a href=\"#a1n1\" role=\"doc-noteref\">1</a></sup>。</p>"), "{page}");
    assert!(
        page.contains(
            "<p><sup><a id=\"a1n1\" href=\"#a1r1\" role=\"doc-backlink\">1</a></sup> 第二十届。</p>"
        ),
        "{page}"
    );
    assert!(!page.contains("[^"), "{page}");
}

#[test]
fn exports_keep_notes_as_the_source_writes_them() {
    let body = "茶园[^a]开园。\n\n[^a]: 第二十届。";
    let exported = |loaded: &Loaded, format| {
        let mut out = Vec::new();
        export::export(loaded, format, &mut out).expect("memory takes it");
        String::from_utf8(out).expect("it is UTF-8")
    };
    let first = load(&markdown(body));
    let markdown = exported(&first, ExportFormat::Markdown);
    assert!(exported(&first, ExportFormat::Text).contains("茶园[^a]开园。"));
    let again = load(&markdown);
    assert_eq!(exported(&again, ExportFormat::Markdown), markdown);
    assert_eq!(
        printed(&again.issue, 60, Style::default(), print::PageFormat::Lines),
        printed(&first.issue, 60, Style::default(), print::PageFormat::Lines)
    );
}

#[test]
fn a_soft_hyphen_parts_a_word_at_a_line_s_end_and_shows_nowhere_else() {
    let body = "The com\u{AD}mit\u{AD}tee of the dis\u{AD}trict met.";
    let style = Style {
        indent: 0,
        justify: false,
        ..Style::default()
    };
    insta::assert_snapshot!(lines(body, 13, style.clone()), @"
    The commit-
    tee of the
    district
    met.
    ");
    insta::assert_snapshot!(lines(body, 60, style.clone()), @"The committee of the district met.");
    let mixed = "这是com\u{AD}mit\u{AD}tee的会议。";
    insta::assert_snapshot!(lines(mixed, 12, style), @"
    这是com-
    mittee的
    会议。
    ");
}

#[test]
fn who_is_quoted_stands_at_the_right_under_the_words() {
    let body = "> A town that lends its drills needs fewer of them.\n> — the librarian";
    insta::assert_snapshot!(lines(body, 60, Style::default()), @"
        A town that lends its drills needs fewer of
    them.
                                       — the librarian
    ");
    let loaded = load(&markdown(body));
    let mut out = Vec::new();
    export::export(&loaded, ExportFormat::Markdown, &mut out).expect("memory takes it");
    let again = load(&String::from_utf8_lossy(&out));
    let kinds = |issue: &Issue| -> Vec<_> {
        let (_, article) = issue.articles().next().expect("an article");
        article
            .blocks
            .iter()
            .map(|b| b.text.of(&issue.source))
            .collect()
    };
    assert_eq!(kinds(&again.issue), kinds(&loaded.issue));
}

#[test]
fn what_is_ticked_off_a_list_shows_it() {
    let body = "- [x] Count the swans\n- [ ] Mend the weathercock";
    insta::assert_snapshot!(lines(body, 60, Style::default()), @"
    ☑ Count the swans
    ☐ Mend the weathercock
    ");
}

#[test]
fn a_note_to_a_headline_is_numbered_too() {
    let text = "# 云溪周讯\n\n## 茶园开园[^1]\n\n本周六，云溪镇茶园开园，票价二十元[^票]，采茶的人也多了三成。\n\n- 开园时间：周六\n- 地点：茶园\n\n[^1]: 茶园始建于一九五八年。\n[^票]: 学生半价。\n\n## 新书架\n\n图书馆添了两个书架，放满了书，读者可以坐下来慢慢看。\n\n## 新路\n\n路修好了。\n";
    let issue = load(text).issue;
    let page = printed(&issue, 40, Style::default(), print::PageFormat::Lines);
    insta::assert_snapshot!(page, @"
                    云溪周讯
    ════════════════════════════════════════

                   茶园开园¹
                 70 characters

        本周六，云溪镇茶园开园，票价二十
    元²，采茶的人也多了三成。
        • 开园时间：周六
        • 地点：茶园

        ────────
        ¹ 茶园始建于一九五八年。
        ² 学生半价。

                   ──────────

                     新书架
                 26 characters

        图书馆添了两个书架，放满了书，读者
    可以坐下来慢慢看。

                   ──────────

                      新路
                  5 characters

        路修好了。
    ");
}

#[test]
fn marks_of_notes_tell_a_newsletter_from_an_extracted_page() {
    let text = "## 茶园开园[^1]\n\n本周六[^2]茶园开园。\n\n[^1]: 甲。\n[^2]: 乙。\n\n## 新路\n\n路修好了。\n";
    let issue = load(text).issue;
    let page = printed(&issue, 40, Style::default(), print::PageFormat::Lines);
    assert!(
        page.contains("茶园开园¹") && page.contains("本周六²茶园") && page.contains("² 乙。"),
        "{page}"
    );
    assert!(!page.contains("[^"), "{page}");
}

#[test]
fn notes_of_a_plain_text_are_told_by_their_marks() {
    let text =
        "# 标题\n\n先用`打印,横`命令,再看结果[^1]。没有注的[^2]照原样。\n\n[^1]: 注文,见书。\n";
    let issue = load(text).issue;
    let page = printed(&issue, 60, Style::default(), print::PageFormat::Lines);
    assert!(
        page.contains("先用打印,横命令，再看结果¹。没有注的[^2]照原样。"),
        "{page}"
    );
    assert!(page.contains("────────\n    ¹ 注文，见书。"), "{page}");
}

#[test]
fn many_notes_take_no_more_than_linear_time() {
    let note = |n: usize| format!("甲[^{n}]乙。\n\n[^{n}]: 丙。\n\n");
    let time = |count: usize| {
        let text: String = (0..count).map(note).collect();
        let start = std::time::Instant::now();
        let issue = load(&format!("# 标题\n\n{text}")).issue;
        assert!(printed(&issue, 40, Style::default(), print::PageFormat::Lines).contains('¹'));
        start.elapsed()
    };
    // The best of some, as others use the processor, too.
    let best = |count| (0..4).map(|_| time(count)).min().expect("there are some");
    let (short, long) = (best(1000), best(8000));
    assert!(long < short * 40, "{short:?} {long:?}");
}
