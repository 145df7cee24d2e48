//! What the reader does, in the language of keys, and what holds whatever is done.

use crate::reader::{PAPER, Reader, issue};
use kanbao::app::corrections::Reread;
use kanbao::app::{Action, Effect, Message, Pane, Place, ReaderSettings, State, update};
use kanbao::correction::{Role, Said};
use kanbao::keymap::Keymap;
use kanbao::language::{Language, words::Notice};
use kanbao::loader;
use kanbao::theme::Theme;
use kanbao::typeset::Ambiguous;
use kanbao::view::{caret, view};
use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// An article of many rows between two short ones.
fn long() -> String {
    let lines: Vec<String> = (0..60)
        .map(|n| format!("第{n}段江水东流不回头。\n\n"))
        .collect();
    format!("# 头一篇\n短。\n# 长文\n{}# 末一篇\n也短。", lines.concat())
}

#[test]
fn next_and_previous_change_the_article_and_stop_at_the_ends() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("n");
    assert_eq!(r.state.article(), 1);
    r.press("9n");
    assert_eq!(r.state.article(), 4);
    r.press("n");
    assert_eq!(
        (r.state.article(), r.status().contains("最后一篇")),
        (4, true)
    );
    r.press("3p");
    assert_eq!(r.state.article(), 1);
    r.press("pp");
    assert_eq!(
        (r.state.article(), r.status().contains("第一篇")),
        (0, true)
    );
}

#[test]
fn sections_are_walked_by_their_first_articles() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("]");
    assert_eq!(r.state.article(), 2);
    r.press("]");
    assert_eq!(r.state.article(), 2);
    r.press("nn[");
    assert_eq!(r.state.article(), 0);
    r.press("[");
    assert_eq!(r.state.article(), 0);
}

#[test]
fn a_section_is_gone_to_by_its_page_or_its_rank() {
    let mut r = Reader::open(
        "## 03 甲\n# 一\n# 二\n## 05 乙\n# 三\n## B2 丙\n# 四",
        120,
        30,
    );
    r.press("5s");
    assert_eq!(r.state.article(), 2);
    r.press("3s");
    assert_eq!(r.state.article(), 0);
    r.press("2s");
    assert_eq!(r.state.article(), 2);
    r.press("<A-1>");
    assert_eq!(r.state.article(), 0);
    r.press("9s");
    assert!(r.state.article() == 0 && r.status().contains("没有第 9 版"));
    r.press("ns");
    assert_eq!(r.state.article(), 0);
}

#[test]
fn counts_multiply_rows_and_are_forgotten_after_a_key() {
    let mut r = Reader::open(&long(), 80, 24);
    r.press("<Enter>n12");
    assert!(r.status().starts_with("12"));
    r.press("j");
    assert_eq!(r.state.viewport().top, 12);
    r.press("j3k");
    assert_eq!(r.state.viewport().top, 10);
    r.press("99999999999999999999j");
    assert!(r.state.viewport().at_end());
    r.press("5g");
    assert_eq!(r.state.viewport().top, 4);
    r.press("g");
    assert_eq!(r.state.viewport().top, 0);
}

#[test]
fn space_goes_on_to_the_next_article_at_the_end_and_not_before() {
    let mut r = Reader::open(&long(), 80, 24);
    r.press("<Enter><Space>");
    assert_eq!(r.state.article(), 1);
    let mut pages = 0;
    while r.state.article() == 1 && pages < 50 {
        assert!(!r.state.viewport().at_end() || r.shows("下一篇：末一篇"));
        r.press("<Space>");
        pages += 1;
    }
    assert!(pages > 3);
    assert_eq!((r.state.article(), r.state.viewport().top), (2, 0));
    r.press("<Space><PgDn>");
    assert_eq!(r.state.article(), 2);
}

#[test]
fn an_article_come_back_to_is_where_it_was_left() {
    let mut r = Reader::open(&long(), 80, 24);
    r.press("<Enter>n17j");
    let before = r.rows().split_off(2);
    r.press("np");
    assert_eq!(r.rows().split_off(2), before);
    r.press("pn");
    assert_eq!(r.rows().split_off(2), before);
}

#[test]
fn the_contents_are_walked_by_articles_and_show_each_at_once() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("<Tab>");
    assert_eq!(r.pane(), Pane::Contents);
    r.press("jj");
    assert_eq!(r.state.article(), 2);
    assert!(r.shows("渡口的灯亮到半夜"));
    r.press("G");
    assert_eq!(r.state.article(), 4);
    r.press("2g");
    assert_eq!(r.state.article(), 1);
    r.press("l");
    assert_eq!(r.pane(), Pane::Article);
}

#[test]
fn back_in_the_contents_of_a_narrow_window_by_each_key() {
    for key in ["<Esc>", "h", "<Left>", "<Tab>"] {
        let mut r = Reader::open(PAPER, 80, 24);
        r.press("j<Enter>");
        assert_eq!(r.pane(), Pane::Article);
        r.press(key);
        assert_eq!((r.pane(), r.state.article()), (Pane::Contents, 1), "{key}");
    }
}

#[test]
fn what_lies_on_top_is_closed_first() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("/渡口<Enter>o?");
    assert_eq!(r.pane(), Pane::Help);
    r.press("q");
    assert_eq!(r.pane(), Pane::Source);
    r.press("<Esc>");
    assert_eq!((r.pane(), r.state.context().lit), (Pane::Article, true));
    r.press("<Esc>");
    assert_eq!((r.pane(), r.state.context().lit), (Pane::Article, false));
    r.press("<Esc>");
    assert_eq!(r.pane(), Pane::Contents);
    assert!(!r.effects.contains(&Effect::Quit));
    r.press("q");
    assert_eq!(r.effects.last(), Some(&Effect::Quit));
}

#[test]
fn the_help_is_searched_and_esc_puts_out_what_was_found_before_it_closes() {
    let mut r = Reader::open(PAPER, 80, 12);
    r.press("?/书签<Enter>");
    assert!(r.shows("▌m  加或去书签"), "{}", r.screen());
    assert!(r.status().contains("“书签” 1/2"), "{}", r.status());
    r.press("n");
    assert!(r.shows("▌'  下一个书签"));
    r.press("n");
    assert!(r.shows("▌m  加或去书签"));
    r.press("/没有这样的键<Enter>");
    assert!(r.status().contains("没有找到"), "{}", r.status());
    r.press("<Esc>");
    assert_eq!(r.pane(), Pane::Help);
    assert!(!r.shows("▌"));
    r.press("<Esc>");
    assert_eq!(r.pane(), Pane::Contents);
    // What is read is not searched by it.
    r.press("lN");
    assert!(!r.state.context().lit);
}

#[test]
fn ctrl_c_cancels_a_prompt_else_leaves() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("/q?<C-c>");
    assert_eq!(r.pane(), Pane::Article);
    assert!(!r.effects.contains(&Effect::Quit));
    r.press("<C-c>");
    assert_eq!(r.effects.last(), Some(&Effect::Quit));
}

#[test]
fn matches_are_walked_through_the_issue_and_round() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("/渡口<Enter>");
    assert!(r.status().contains("1/3"));
    r.press("nn");
    assert!(r.status().contains("3/3") && r.state.article() == 2);
    r.press("n");
    assert!(r.status().contains("从头") && r.state.article() == 0);
    r.press("N");
    assert!(r.status().contains("末尾") && r.state.article() == 2);
    r.press("<Esc>n");
    assert_eq!(r.state.article(), 3);
    r.press("/<Enter>");
    assert!(r.state.context().lit && r.state.article() == 0);
}

#[test]
fn a_match_across_a_line_cut_and_in_the_other_width_is_found() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("/江面上还结着薄冰<Enter>");
    assert!(r.status().contains("1/1"));
    r.press("/日，江水<Enter>");
    assert!(r.status().contains("1/1"));
}

#[test]
fn a_match_far_down_comes_on_screen() {
    let mut r = Reader::open(&long(), 80, 24);
    r.press("/第47段<Enter>");
    assert_eq!((r.pane(), r.state.article()), (Pane::Article, 1));
    assert!(r.shows("第47段"));
    r.press("/没有的词<Enter>");
    assert!(r.status().contains("没有找到“没有的词”"));
    assert!(r.shows("第47段"));
}

#[test]
fn a_headline_is_gone_to_by_part_of_it() {
    let mut r = Reader::open(PAPER, 80, 24);
    r.press("f灯<Enter>");
    assert_eq!((r.pane(), r.state.article()), (Pane::Article, 2));
    r.press("f夜市<Enter>");
    assert_eq!(r.state.article(), 4);
    r.press("f没有<Enter>");
    assert_eq!((r.pane(), r.state.article()), (Pane::Article, 4));
    r.press("f<BS>");
    assert_eq!(r.pane(), Pane::Article);
}

#[test]
fn back_and_forward_lead_through_where_one_has_been() {
    let mut r = Reader::open(&long(), 80, 24);
    r.press("<Enter>n20j");
    let place = r.rows().split_off(2);
    r.press("n<C-o>");
    assert_eq!(r.rows().split_off(2), place);
    r.press(">");
    assert_eq!(r.state.article(), 2);
    r.press("<A-Left><A-Left>");
    assert_eq!(r.state.article(), 0);
    r.press("<C-o>");
    assert!(r.status().contains("没有更早"));
    r.press("<A-Right><A-Right>");
    assert_eq!(r.state.article(), 2);
}

#[test]
fn a_jump_line_leads_to_where_the_story_goes_on_and_back() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("n<Enter>");
    assert_eq!(r.state.article(), 3);
    assert!(r.shows("上接第1版"));
    r.press("<Enter>");
    assert_eq!(r.state.article(), 1);
    r.press("<C-o>");
    assert_eq!(r.state.article(), 3);
}

#[test]
fn enter_goes_on_from_an_articles_end_and_scrolls_before_it() {
    let mut r = Reader::open(&long(), 80, 24);
    r.press("<Enter>");
    assert_eq!(r.state.article(), 0);
    r.press("<Enter>");
    assert_eq!(r.state.article(), 1);
    r.press("<Enter>");
    assert_eq!((r.state.article(), r.state.viewport().top), (1, 1));
}

#[test]
fn the_source_is_shown_at_the_place_and_keeps_its_own_scroll() {
    let mut r = Reader::open(&long(), 80, 24);
    r.press("<Enter>n30j");
    let place = r.screen();
    let first = r
        .rows()
        .get(2)
        .map(|row| row.trim().to_owned())
        .unwrap_or_default();
    r.press("o");
    assert!(
        r.rows().get(2).is_some_and(|row| row.contains(&first)),
        "{first}"
    );
    r.press("10jo");
    assert_eq!(r.screen(), place);
    r.press("on");
    assert!(r.state.article() == 2 && r.shows("# 末一篇"));
}

#[test]
fn an_article_is_read_when_it_is_left_after_its_end() {
    let mut r = Reader::open(&long(), 120, 30);
    assert!(r.shows("3 篇 · 已读 0"));
    r.press("n");
    assert!(r.shows("已读 1"));
    r.press("5jn");
    assert!(r.shows("已读 1"));
    r.press("pGp");
    assert!(r.shows("已读 3"));
    r.press("r");
    assert!(r.shows("已读 2"));
    r.press("n");
    assert!(r.shows("已读 2"), "what was marked unread stays so");
}

#[test]
fn looking_through_the_contents_is_not_reading() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("<Tab>");
    let before = r.rows().first().cloned();
    r.press("p");
    let mut fresh = Reader::open(PAPER, 80, 24);
    fresh.press("jjkG");
    assert!(fresh.shows("已读 0"));
    assert_eq!(r.rows().first().cloned(), before);
}

#[test]
fn bookmarks_are_set_shown_and_walked() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("'");
    assert!(r.status().contains("没有书签"));
    r.press("2nmpp'");
    assert_eq!(r.state.article(), 2);
    assert!(r.shows("▸*岸上人家灯火明"));
    r.press("m");
    assert!(!r.shows("▸*岸上人家灯火明"));
}

#[test]
fn the_article_is_copied_joined() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("y");
    let text = match r.effects.last() {
        Some(Effect::Copy(text)) => text.clone(),
        other => panic!("{other:?}"),
    };
    assert!(text.contains("江面上还结着薄冰") && !text.contains("两岸新城"));
    r.press("Y");
    let copied = r.effects.last().cloned();
    assert!(
        matches!(copied, Some(Effect::Copy(t)) if t.starts_with("江城晚报 2024年2月29日 星期四 第88期\n春潮涌动处\n江水"))
    );
}

#[test]
fn the_measure_changes_and_the_place_stays() {
    let mut r = Reader::open(&long(), 120, 30);
    r.press("n40j");
    let first = r.rows().get(2).cloned().unwrap_or_default();
    let words = first.split('│').nth(1).unwrap_or("").trim().to_owned();
    r.press("----");
    assert!(r.status().contains("每行 29 字"), "{}", r.status());
    assert!(r.shows(&words));
    r.press("++++++++++++++++++++++");
    assert!(r.shows(&words));
}

#[test]
fn lines_run_down_and_along_again_at_the_same_place() {
    let mut r = Reader::open(&long(), 120, 30);
    r.press("n20j");
    let before = r.screen();
    let first = r.rows().get(2).cloned().unwrap_or_default();
    let words = first.split('│').nth(1).unwrap_or("").trim().to_owned();
    r.press("v");
    assert!(r.status().contains("竖排"), "{}", r.status());
    // The same words stand in the first line, at the pane's right.
    let buffer = r.buffer();
    let cell = |x, y| buffer[(x, y)].symbol().trim().to_owned();
    let line: String = (2..8).map(|y| cell(116, y) + &cell(117, y)).collect();
    assert!(
        !line.is_empty() && words.starts_with(&line),
        "{line} {words}"
    );
    r.press("jjkk");
    // One reads on to the left.
    let top = r.state.viewport().top;
    r.press("<Left><Left>");
    assert_eq!((r.state.viewport().top, r.pane()), (top + 2, Pane::Article));
    r.press("<Right><Right>");
    r.tell(Message::Wheel(80, 5, 3))
        .tell(Message::Wheel(80, 5, -3));
    r.press("v");
    r.tell(Message::Resize(121, 30))
        .tell(Message::Resize(120, 30));
    assert_eq!(
        r.rows()[2..28],
        before
            .lines()
            .map(|l| l.get(3..).unwrap_or("").to_owned())
            .collect::<Vec<_>>()[2..28]
    );
}

#[test]
fn readings_are_for_horizontal_lines_and_say_so() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("lvP");
    assert!(r.status().contains("拼音只在横排里注"), "{}", r.status());
    r.press("v");
    assert!(r.shows("jiāng"));
}

#[test]
fn a_match_is_found_in_lines_that_run_down_and_a_click_on_the_last_goes_on() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("vl/渡口<Enter>");
    let theme = Theme::default();
    let found = theme.style(kanbao::theme::Role::Found).bg;
    let buffer = r.buffer();
    let lit: Vec<(u16, u16)> = (0..30)
        .flat_map(|y| (34..120).map(move |x| (x, y)))
        .filter(|&at| Some(buffer[at].bg) == found)
        .collect();
    let (x, y) = lit[0];
    assert_eq!(
        lit,
        [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)],
        "{}",
        r.screen()
    );
    assert_eq!(
        (buffer[(x, y)].symbol(), buffer[(x, y + 1)].symbol()),
        ("渡", "口")
    );
    let article = r.state.article();
    r.press("<Esc>G");
    let rows = r.rows();
    let before = rows.iter().find_map(|row| row.split_once('下'));
    let x = kanbao::typeset::cluster::text_width(
        before.map_or("", |(before, _)| before),
        kanbao::typeset::Ambiguous::Narrow,
    );
    r.tell(Message::Click(u16::try_from(x).unwrap_or(0), 10));
    assert_eq!(r.state.article(), article + 1);
}

#[test]
fn resizing_keeps_the_place() {
    let mut r = Reader::open(&long(), 120, 30);
    r.press("n33j");
    let before = r.screen();
    for (columns, rows) in [(60, 18), (20, 5), (0, 0), (200, 60), (99, 9), (120, 30)] {
        r.tell(Message::Resize(columns, rows));
    }
    assert_eq!(r.screen(), before);
}

#[test]
fn the_wheel_scrolls_the_pane_under_it_and_a_click_opens_what_is_under_it() {
    let many: Vec<String> = (0..80).map(|n| format!("# 第{n}篇\n文。\n")).collect();
    let mut r = Reader::open(&many.concat(), 120, 30);
    r.tell(Message::Wheel(3, 5, 3));
    assert_eq!(r.state.article(), 0);
    assert!(r.shows("· 第3篇") && !r.shows("第0篇 "));
    r.tell(Message::Click(6, 4));
    assert_eq!((r.state.article(), r.pane()), (5, Pane::Article));
    let mut r = Reader::open(&long(), 120, 30);
    r.press("n");
    r.tell(Message::Wheel(80, 5, 3));
    assert_eq!(r.state.viewport().top, 3);
    r.tell(Message::Click(2, 2));
    assert_eq!(r.state.article(), 0);
    r.tell(Message::Click(70, 3));
    assert_eq!(r.state.article(), 0);
    let tail = r.rows().iter().position(|row| row.contains("下一篇："));
    r.tell(Message::Click(
        70,
        u16::try_from(tail.unwrap_or(0)).unwrap_or(0),
    ));
    assert_eq!(r.state.article(), 1);
}

#[test]
fn a_paste_goes_into_the_prompt_and_nowhere_else() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.tell(Message::Paste("nnq".into()));
    assert_eq!(r.state.article(), 0);
    r.press("/");
    r.tell(Message::Paste("渡口\n".into()));
    assert_eq!(r.status().split("  ").next(), Some("查找：渡口"));
}

#[test]
fn place_and_marks_are_taken_up_again() {
    let mut r = Reader::open(&long(), 80, 24);
    r.press("<Enter>nm33j");
    let before = r.screen();
    let kept = serde_json::to_string(&r.state.place()).unwrap_or_default();
    let place: Place = serde_json::from_str(&kept).unwrap_or_default();

    let mut state = State::new(
        issue(&long()),
        Vec::new(),
        ReaderSettings {
            guide: Keymap::default().guide(Language::Chinese),
            ..ReaderSettings::default()
        },
    );
    assert!(state.restore(&place));
    let r = Reader::start(state, 80, 24);
    assert_eq!(r.screen(), before);
}

#[test]
fn a_place_in_another_file_is_no_place() {
    let place = Reader::open(&long(), 80, 24).state.place();
    let mut state = State::new(
        issue("# 别的\n文\n# 又一"),
        Vec::new(),
        ReaderSettings::default(),
    );
    assert!(!state.restore(&place));
    assert_eq!(Reader::start(state, 80, 24).pane(), Pane::Contents);
}

#[test]
fn the_sample_names_the_file_read_last() {
    let settings = ReaderSettings {
        built_in: true,
        last_file: Some("晚报.txt".into()),
        ..ReaderSettings::default()
    };
    let r = Reader::start(State::new(issue(PAPER), Vec::new(), settings), 80, 24);
    assert!(r.status().contains("上次读的是 晚报.txt"));
}

#[test]
fn what_the_outside_says_stands_in_the_status_line_until_the_next_key() {
    let mut r = Reader::open(PAPER, 80, 24);
    r.tell(Message::Notify(Notice::Other("无法保存阅读位置".into())));
    assert!(r.status().contains("无法保存"));
    r.tell(Message::Resize(90, 24));
    assert!(r.status().contains("无法保存"));
    r.press("j");
    assert!(!r.status().contains("无法保存"));
}

#[test]
fn a_hundred_thousand_articles_do_not_slow_a_key() {
    let many: Vec<String> = (0..100_000)
        .map(|n| {
            format!(
                "# 第{n}篇江水东流春潮起
文。
"
            )
        })
        .collect();
    let many = many.concat();
    let mut r = Reader::open(&many, 120, 40);
    let start = std::time::Instant::now();
    r.press("Gnpp<Tab>jjkGg<C-d>b3000j");
    let each = start.elapsed() / 20;
    // A hundred times what it takes when built for release: only laying out all articles would be slower.
    assert!(each.as_millis() < 50, "{each:?}");
    assert!(r.shows("第"));
}

/// All that keys can do.
fn done_by_keys() -> Vec<Message> {
    let actions = Action::all().iter();
    let done: Vec<Message> = actions
        .filter_map(|action| action.message(Some(2)))
        .collect();
    assert!(done.len() > 70);
    done
}

/// Any message.
fn message() -> impl Strategy<Value = Message> {
    let small = -3_i32..4;
    prop_oneof![
        4 => (0_u16..260, 0_u16..60).prop_map(|(x, y)| Message::Resize(x, y)),
        2 => (0_u8..10).prop_map(Message::Digit),
        3 => (-40_i32..40).prop_map(Message::Rows),
        2 => small.clone().prop_map(Message::HalfPages),
        2 => small.prop_map(Message::Pages),
        2 => (0_usize..4).prop_map(|n| Message::Section(Some(n))),
        3 => "[江水渡口ab ]".prop_map(|t| Message::Type(t.chars().next().unwrap_or('x'))),
        1 => "\\PC{0,5}|[江\u{1b}\n]{0,5}".prop_map(Message::Paste),
        3 => (0_u16..210, 0_u16..70, -9_i32..9).prop_map(|(x, y, n)| Message::Wheel(x, y, n)),
        3 => (0_u16..210, 0_u16..70).prop_map(|(x, y)| Message::Click(x, y)),
        30 => proptest::sample::select(done_by_keys()),
        2 => proptest::sample::select(vec![
            Message::Notify(Notice::LastArticle), Message::Source, Message::Undo,
            Message::Say(Said::Section("02 综合".into())),
        ]),
    ]
}

/// Texts in which anything may stand.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(PAPER.to_owned()),
        Just(long()),
        Just(String::new()),
        "([#v^>@*] )?[江水,。渡口a \u{1b}\u{202e}\u{200d}\u{301}👩\n]{0,200}",
    ]
}

fn draw(state: &State, columns: u16, rows: u16) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    view(state, &Theme::default(), &mut buffer);
    buffer
}

fn opened(text: &str) -> State {
    let guide = Keymap::default().guide(Language::Chinese);
    let settings = ReaderSettings {
        guide,
        ..ReaderSettings::default()
    };
    State::new(issue(text), Vec::new(), settings)
}

/// Sends a message, and answers as the outside does where the source is to be read again.
fn answered(state: &mut State, message: Message) -> Vec<Effect> {
    let mut effects = update(state, message);
    if effects.contains(&Effect::ReadAgain) {
        let loaded = loader::reread(state.issue().source.clone(), None, state.corrections());
        let reread = Reread {
            issue: loaded.issue,
            defects: loaded.defects,
            lines: loaded.applied,
            unmet: loaded.unmet,
        };
        effects.extend(update(state, Message::Reread(Box::new(reread))));
    }
    effects
}

/// Sends messages to a reader of a text, and after each has the state looked at: with the window's size and what the
/// message brought about.
fn send(
    text: &str,
    messages: &[Message],
    mut look: impl FnMut(&State, (u16, u16), &[Effect]) -> Result<(), TestCaseError>,
) -> Result<(), TestCaseError> {
    let mut state = opened(text);
    let mut size = (0, 0);
    for message in messages {
        if let Message::Resize(columns, rows) = *message {
            size = (columns, rows);
        }
        let effects = answered(&mut state, message.clone());
        look(&state, size, &effects)?;
    }
    Ok(())
}

/// Sends a message with a count; what is said of it is wiped away.
fn counted(r: &mut Reader, count: &str, message: &Message) {
    for digit in count.bytes() {
        r.tell(Message::Digit(digit - b'0'));
    }
    r.tell(message.clone());
    r.tell(Message::Redraw);
}

#[test]
fn a_count_beyond_all_there_is_leads_where_the_last_does() {
    let text = format!("{}\n{}", long(), PAPER);
    let panes: [&[Message]; 5] = [
        &[Message::ToContents],
        &[Message::ToArticle],
        &[Message::ToArticle, Message::Turn],
        &[Message::Source],
        &[Message::Help],
    ];
    let moves = [
        Message::Rows(1),
        Message::Rows(-1),
        Message::HalfPages(1),
        Message::HalfPages(-1),
        Message::Pages(1),
        Message::Pages(-1),
        Message::GoOn,
        Message::Start,
        Message::End,
        Message::NextArticle,
        Message::PreviousArticle,
        Message::NextSection,
        Message::PreviousSection,
        Message::Section(None),
        Message::Open,
        Message::Leftwards,
        Message::Rightwards,
        Message::NextDoubt,
        Message::PreviousDoubt,
        Message::NextBookmark,
        Message::Wider,
        Message::Say(Said::Is(Role::Text)),
        Message::Undo,
    ];
    for pane in panes {
        for message in &moves {
            let [far, farthest] = ["3000", "999999"].map(|count| {
                let mut r = Reader::open(&text, 120, 30);
                for m in pane {
                    r.tell(m.clone());
                }
                counted(&mut r, "7", &Message::Rows(1));
                counted(&mut r, count, message);
                format!("{:?}", r.state)
            });
            assert_eq!(far, farthest, "{pane:?} {message:?}");
        }
    }
}

#[test]
fn a_window_larger_than_any_screen_is_drawn_on_in_part() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.tell(Message::Resize(u16::MAX, u16::MAX));
    let large = format!("{:?}", r.state);
    r.tell(Message::Resize(2000, 500));
    assert_eq!(large, format!("{:?}", r.state));
}

fn messages() -> impl Strategy<Value = Vec<Message>> {
    proptest::collection::vec(message(), 0..60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_messages_at_any_size(text in text(), messages in messages()) {
        send(&text, &messages, |state, (columns, rows), _| {
            let view = state.viewport();
            prop_assert!(view.top <= view.total.saturating_sub(view.height));
            prop_assert!(state.article() < state.issue().articles().count().max(1));
            draw(state, columns, rows);
            let caret = caret(state);
            prop_assert!(caret.x < columns.max(1) && caret.y < rows.max(1), "{caret:?}");
            state.place();
            Ok(())
        })?;
    }

    #[test]
    fn the_same_messages_give_the_same_state(text in text(), messages in messages()) {
        let mut again = opened(&text);
        let mut sent = messages.iter();
        send(&text, &messages, |state, (columns, rows), effects| {
            let message = sent.next().cloned().unwrap_or(Message::Redraw);
            prop_assert_eq!(effects, &answered(&mut again, message));
            prop_assert_eq!(format!("{state:?}"), format!("{again:?}"));
            prop_assert_eq!(draw(state, columns, rows), draw(&again, columns, rows));
            Ok(())
        })?;
    }

    #[test]
    fn drawing_twice_gives_equal_buffers(text in text(), messages in messages()) {
        send(&text, &messages, |state, (columns, rows), _| {
            prop_assert_eq!(draw(state, columns, rows), draw(state, columns, rows));
            Ok(())
        })?;
    }

    #[test]
    fn no_cell_and_no_copy_holds_what_acts_on_a_terminal(text in text(), messages in messages()) {
        let acts = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        send(&text, &messages, |state, (columns, rows), effects| {
            for cell in draw(state, columns, rows).content() {
                prop_assert!(!cell.symbol().chars().any(acts), "{:?}", cell.symbol());
            }
            for effect in effects {
                if let Effect::Copy(text) = effect {
                    prop_assert!(!text.chars().any(|c| acts(c) && c != '\n' && c != '\t'));
                }
            }
            Ok(())
        })?;
    }
}

#[test]
fn a_terminal_that_tells_its_kind_changes_no_place_and_no_notice() {
    let text = format!(
        "# 潮\n{}\n# 汐\n{}",
        "“江”水……东·流，".repeat(300),
        "“江”水。".repeat(300)
    );
    let mut r = Reader::open(&text, 80, 24);
    r.press("<Enter><Space><Space>");
    let (place, top) = (r.state.place(), r.rows()[2].clone());
    let narrow = r.screen();
    r.press("m");
    let notice = r.status();
    r.tell(Message::Ambiguous(Ambiguous::Wide));
    assert_eq!(r.status(), notice);
    assert_ne!(r.screen(), narrow);
    r.press("m").tell(Message::Ambiguous(Ambiguous::Narrow));
    assert_eq!(r.state.place(), place);
    assert_eq!(r.rows()[2], top);
    // The source and the help are measured anew, too.
    for keys in ["o", "o?"] {
        r.press(keys).tell(Message::Ambiguous(Ambiguous::Wide));
        r.press("<Space>");
        let _ = r.buffer();
        r.tell(Message::Ambiguous(Ambiguous::Narrow));
    }
}
