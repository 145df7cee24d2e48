//! Screens as text, at three sizes and some that are none.

use crate::reader::{PAPER, Reader, issue, rows};
use insta::assert_snapshot;
use kanbao::app::Message;
use kanbao::issue::Issue;
use kanbao::language::Language;
use kanbao::theme::{Role, Theme};
use kanbao::view::view;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

#[test]
fn wide_contents_and_article_stand_side_by_side() {
    let mut r = Reader::open(PAPER, 120, 20);
    r.press("nm");
    assert_snapshot!(r.screen(), @r#"
     0  江城晚报                                     2024年2月29日 星期四  第88期                                5 篇 · 已读 1
     1 ────────────────────────────────────────┬───────────────────────────────────────────────────────────────────────────────
     2  第01版 要闻                            │
     3  ✓ 江水东流潮声起                       │                        新桥今日通车 两岸来往不再等船
     4 ▌▸*新桥今日通车 两岸来往不再等船        │                                    27 字
     5  第02版 综合                            │
     6  · 岸上人家灯火明                       │     江上第三座桥今天上午通车，桥长一千二百米，双向四车道。
     7  · 新桥今日通车                         │                                                                  下转第2版
     8  · 河堤夜市昨晚开市，一百二十个摊位排…  │
     9                                         │                           下一篇：岸上人家灯火明 →
    10                                         │
    11                                         │
    12                                         │
    13                                         │
    14                                         │
    15                                         │
    16                                         │
    17                                         │
    18 ────────────────────────────────────────┴───────────────────────────────────────────────────────────────────────────────
    19  已加书签                                                          j k 滚动  n 下一篇  ] 下一版  / 查找  ? 帮助  q 退出
    "#);
}

#[test]
fn the_contents_come_first_in_a_narrow_window() {
    let r = Reader::open(PAPER, 80, 24);
    assert_snapshot!(r.screen(), @r#"
     0  江城晚报                 2024年2月29日 星期四  第88期            5 篇 · 已读 0
     1 ────────────────────────────────────────────────────────────────────────────────
     2  第01版 要闻
     3 ▌▸ 春潮涌动处
     4 ▌  江水东流潮声起
     5  · 新桥今日通车 两岸来往不再等船
     6  第02版 综合
     7  · 岸上人家灯火明
     8  · 新桥今日通车
     9  · 河堤夜市昨晚开市，一百二十个摊位排成两行。
    10
    11
    12
    13
    14
    15
    16
    17
    18
    19
    20
    21
    22 ────────────────────────────────────────────────────────────────────────────────
    23  要闻 1/2        j k 选稿  Enter 打开  ] 下一版  / 查找  f 标题  ? 帮助  q 退出
    "#);
}

#[test]
fn an_article_in_a_narrow_window() {
    let mut r = Reader::open(PAPER, 80, 24);
    r.press("<Enter>");
    assert_snapshot!(r.screen(), @r#"
     0  江城晚报                 2024年2月29日 星期四  第88期            5 篇 · 已读 0
     1 ────────────────────────────────────────────────────────────────────────────────
     2
     3                                    春潮涌动处
     4
     5                                  江水东流潮声起
     6
     7                                  两岸新城入画来
     8                             本报记者 林小舟 · 245 字
     9
    10      本报讯 2月28日，江水上涨三寸，潮声传到城里。渡口的老船工说，今年的春天来
    11  得早，往年这个时候，江面上还结着薄冰。
    12      上午九点，第一班渡船离岸。船上坐着去对岸上学的孩子、卖菜的农妇和三位测量
    13  水位的技术员。技术员们每天要在七个地方量水，把数字写在本子上，再用电话报给上
    14  游的水文站。
    15      “水位每小时涨一指。”领队的周工说，“照这个样子，后天就到往年清明的高度。”
    16  他们带来的仪器装在一只旧木箱里，箱子上还写着厂名和年份。
    17      下午，渡口贴出告示：夜间停航，白天照常。孩子们放学时，江上起了风，船工把
    18  缆绳系了两道。
    19
    20                     下一篇：新桥今日通车 两岸来往不再等船 →
    21
    22 ────────────────────────────────────────────────────────────────────────────────
    23  要闻 1/2  本文 100%       j k 滚动  n 下一篇  ] 下一版  / 查找  ? 帮助  q 退出
    "#);
}

#[test]
fn a_small_window_keeps_its_rows_for_the_text() {
    let mut r = Reader::open(PAPER, 40, 12);
    r.press("<Enter>3j");
    assert_snapshot!(r.screen(), @r#"
     0  江城晚报                 5 篇 · 已读 0
     1         本报记者 林小舟 · 245 字
     2
     3      本报讯 2月28日，江水上涨三寸，潮
     4  声传到城里。渡口的老船工说，今年的春
     5  天来得早，往年这个时候，江面上还结着
     6  薄冰。
     7      上午九点，第一班渡船离岸。船上坐
     8  着去对岸上学的孩子、卖菜的农妇和三位
     9  测量水位的技术员。技术员们每天要在七
    10  个地方量水，把数字写在本子上，再用电
    11  要闻 1/2  本文 56%    j k 滚动  ? 帮助
    "#);
}

#[test]
fn the_smallest_window_shows_text() {
    let mut r = Reader::open(PAPER, 20, 5);
    r.press("<Enter>4j");
    assert_snapshot!(r.screen(), @r#"
    0       245 字
    1
    2   本报讯 2月28日，
    3 江水上涨三寸，潮
    4 要闻 1/2  本文 20%
    "#);
}

#[test]
fn a_window_too_small_says_so() {
    let r = Reader::open(PAPER, 19, 4);
    assert_snapshot!(r.screen(), @r#"
    0 窗口太小
    1
    2
    3
    "#);
}

#[test]
fn the_source_stands_as_it_came() {
    let mut r = Reader::open("# 潮\u{1b}[2J声\n江\t水\u{202e}东\r\n流", 40, 12);
    r.press("<Enter>o");
    assert_snapshot!(r.screen(), @"
     0  江城晚报                 1 篇 · 已读 0
     1   1▌# 潮␛[2J声
     2   2 江␉水�东
     3   3 流
     4
     5
     6
     7
     8
     9
    10  主题 · 第 1 篇 潮[2J声
    11  1/3     o 返回  H 标题  T 正文  ? 帮助
    ");
}

#[test]
fn the_help_lists_the_keys() {
    let mut r = Reader::of(issue(PAPER), Language::English, 80, 24);
    r.press("?<Space>");
    assert_snapshot!(r.screen(), @"
     0  江城晚报              Thursday, 29 February 2024  No. 88   5 articles · 0 read
     1 ────────────────────────────────────────────────────────────────────────────────
     2  s              after a number: that section (2s: section 2)
     3  Alt-1 … 9      that section
     4  Tab Shift-Tab  contents and article in turn
     5  Enter          in the contents: open; in an article: follow its jump line,
     6                 at its end the next
     7  l              to the article
     8  h              to the contents
     9  →              to the article; among vertical lines the line before
    10  ←              to the contents; among vertical lines the next line
    11  Ctrl-O Alt-←   back to where you were
    12  > Alt-→        forward again
    13
    14  Finding
    15  /  find in this issue; in the help, in it
    16  n  while matches are lit: the next one
    17  N  while matches are lit: the one before
    18  f  go to a headline by typing part of it
    19  m  set or remove a bookmark (*)
    20  '  the next bookmark
    21
    22 ────────────────────────────────────────────────────────────────────────────────
    23  Help 36%                                         j k scroll  / find  Esc close
    ");
}

#[test]
fn headlines_narrow_as_one_types() {
    let mut r = Reader::open(PAPER, 40, 12);
    r.press("f新桥<Down>");
    assert_snapshot!(r.screen(), @r#"
     0  江城晚报                 5 篇 · 已读 0
     1   新桥今日通车 两岸来往不再等船
     2 ▌ 新桥今日通车             第02版 综合
     3
     4
     5
     6
     7
     8
     9
    10
    11  标题：新桥  2/2     ↑ ↓ 选  Enter 打开
    "#);
}

#[test]
fn what_a_bulletin_does_not_say_is_left_out() {
    let bare = Issue {
        paper: None,
        date: None,
        number: None,
        ..issue("# 潮声\n江水东流")
    };
    let r = Reader::of(bare, Language::English, 60, 16);
    assert_snapshot!(r.screen(), @r#"
     0                                          1 article · 0 read
     1 ────────────────────────────────────────────────────────────
     2                             潮声
     3                         4 characters
     4
     5      江水东流
     6
     7                     — End of the issue —
     8
     9
    10
    11
    12
    13
    14 ────────────────────────────────────────────────────────────
    15  1/1  100% of article    j k scroll  / find  ? help  q quit
    "#);
}

#[test]
fn an_empty_issue_says_so() {
    for (columns, rows) in [(120, 30), (60, 12)] {
        let mut r = Reader::of(issue(""), Language::Chinese, columns, rows);
        assert!(r.shows("这一期里没有稿件。"), "{columns}x{rows}");
        r.press("njGo/潮<Enter>]f<Enter>y");
    }
}

#[test]
fn lines_that_run_down() {
    let mut r = Reader::open(PAPER, 60, 18);
    r.press("<Enter>v");
    assert_snapshot!(r.screen(), @"
     0  江城晚报       2024年2月29日 星期四  第88期  5 篇 · 已读 0
     1 ────────────────────────────────────────────────────────────
     2       水 本 在 位 子 岸    还 得 口 上
     3       文 子 七 的 ︑ ︒    结 早 的 涨
     4    ﹃ 站 上 个 技 卖 船 上 着 ︐ 老 三 本
     5    水 ︒ ︐ 地 术 菜 上 午 薄 往 船 寸 报       本 两 江
     6    位    再 方 员 的 坐 九 冰 年 工 ︐ 讯    ２ 报 岸 水 春
     7    每    用 量 ︒ 农 着 点 ︒ 这 说 潮 　    ４ 记 新 东 潮
     8    小    电 水 技 妇 去 ︐    个 ︐ 声 ２    ５ 者 城 流 涌
     9    时    话 ︐ 术 和 对 第    时 今 传 月    　 　 入 潮 动
    10    涨    报 把 员 三 岸 一    候 年 到 28    字 林 画 声 处
    11    一    给 数 们 位 上 班    ︐ 的 城 日       小 来 起
    12    指    上 字 每 测 学 渡    江 春 里 ︐       舟
    13    ︒    游 写 天 量 的 船    面 天 ︒ 江
    14    ﹄    的 在 要 水 孩 离    上 来 渡 水
    15
    16 ────────────────────────────────────────────────────────────
    17  竖排  j k 滚动  n 下一篇  ] 下一版  / 查找  ? 帮助  q 退出
    ");
}

#[test]
fn matches_are_lit_all_and_the_current_one_otherwise() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("/渡口<Enter>");
    let theme = Theme::default();
    let lit = |r: &Reader, role| {
        let buffer = r.buffer();
        let cells = buffer.content().iter();
        cells
            .filter(|c| {
                c.symbol() != " "
                    && c.style()
                        == ratatui::buffer::Cell::default()
                            .set_style(theme.style(role))
                            .style()
            })
            .map(|c| c.symbol().to_owned())
            .collect::<String>()
    };
    assert_eq!(lit(&r, Role::Found), "渡口");
    assert_eq!(lit(&r, Role::Match), "渡口");
    assert!(r.status().starts_with("“渡口” 1/3"));
    r.press("<Esc>");
    assert_eq!(lit(&r, Role::Found), "");
}

#[test]
fn a_match_over_two_rows_is_lit_on_both() {
    let text = format!("# 潮\n{}渡口船家人", "江".repeat(15));
    let mut r = Reader::open(&text, 40, 12);
    r.press("/渡口船<Enter>");
    let theme = Theme::default();
    let found = theme.style(Role::Found).bg;
    let buffer = r.buffer();
    let lit: Vec<u16> = (0..12)
        .filter(|&y| (0..40).any(|x| Some(buffer[(x, y)].bg) == found))
        .collect();
    assert_eq!(lit.len(), 2, "{}", r.screen());
}

#[test]
fn the_scrollbar_leaves_the_text_as_text() {
    let text = format!("# 潮\n{}\n# 汐", "江水东流。".repeat(400));
    let mut r = Reader::open(&text, 80, 24);
    r.press("<Enter>");
    let bar = |r: &Reader| {
        let buffer = r.buffer();
        let style = Theme::default().style(Role::Scrollbar);
        (2..22)
            .filter(|&y| {
                buffer[(79, y)].modifier == style.add_modifier && buffer[(79, y)].symbol() == " "
            })
            .collect::<Vec<u16>>()
    };
    assert_eq!(bar(&r).first(), Some(&2));
    r.press("G");
    assert_eq!(bar(&r).last(), Some(&21));
}

#[test]
fn what_is_underlined_is_so_where_it_has_letters() {
    let mut r = Reader::open(PAPER, 120, 20);
    r.press("n");
    let underlined = |r: &Reader, x: u16, y: u16| {
        let cell = &r.buffer()[(x, y)];
        cell.modifier.contains(Modifier::UNDERLINED)
    };
    let first = |r: &Reader, y: u16| (0..120).find(|&x| underlined(r, x, y));
    let starts: Vec<u16> = (0..20).filter_map(|y| first(&r, y)).collect();
    // The headline, the jump line at the right, what comes next in the middle, and the first key.
    assert_eq!(starts, [65, 107, 68, 67], "{}", r.screen());
    r.press("v");
    let down = |x: u16| (0..20).find(|&y| underlined(&r, x, y));
    let letters: Vec<String> = (0..120)
        .filter_map(|x| Some((x, down(x)?)))
        .map(|at| r.buffer()[at].symbol().to_owned())
        .filter(|symbol| symbol != " ")
        .collect();
    let expected = ["j", "k", "n", "]", "下", "/", "下", "?", "q", "新"];
    assert_eq!(letters, expected, "{}", r.screen());
}

#[test]
fn every_theme_draws_the_same_text() {
    let r = Reader::open(PAPER, 120, 30);
    let drawn = |theme: &Theme| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 30));
        view(&r.state, theme, &mut buffer);
        rows(&buffer)
    };
    let first = drawn(&Theme::default());
    for name in Theme::names() {
        let theme = Theme::named(name).unwrap_or_default();
        assert_eq!(drawn(&theme), first, "{name}");
    }
}

#[test]
fn a_buffer_of_another_size_than_told_is_no_fault() {
    let mut r = Reader::open(PAPER, 120, 30);
    r.press("/渡口<Enter>");
    for (columns, rows) in [(0, 0), (1, 1), (119, 29), (50, 200)] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
        view(&r.state, &Theme::default(), &mut buffer);
    }
    r.tell(Message::Resize(0, 0));
    assert_eq!(r.screen(), "");
}
