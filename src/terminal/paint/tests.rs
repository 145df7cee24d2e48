//! What must hold whatever is painted, on a small terminal of our own.
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::cast_possible_truncation
)]

mod model;

use super::super::glyph::{certain, glyphs};
use super::*;
use model::*;
use proptest::prelude::*;
use ratatui::style::{Color, Modifier, Style};

/// What a buffer means to be seen as, cell for cell.
fn meant(buffer: &Buffer) -> Vec<(String, Look)> {
    buffer
        .content
        .chunks(buffer.area.width.into())
        .flat_map(glyphs)
        .map(|g| (g.text.to_owned(), g.look))
        .collect()
}

/// What the model shows, with a blank's look reduced to what can be seen.
fn seen(model: &Model) -> Vec<(String, Look)> {
    let reduce = |(text, look): &(String, Look)| {
        (
            text.clone(),
            if text == " " { look.of_blank() } else { *look },
        )
    };
    model.cells.iter().map(reduce).collect()
}

const PIECES: &[&str] = &[
    "经",
    "开",
    "区",
    "，",
    "。",
    "“",
    "”",
    "—",
    "—",
    "…",
    "·",
    "─",
    "│",
    "a",
    "Z",
    "9",
    " ",
    " ",
    "   ",
    "\u{1F469}\u{200D}\u{1F33E}",
    "\u{2764}\u{FE0F}",
    "\u{1F1E8}\u{1F1F3}",
    "e\u{301}",
    "\u{FF9E}",
    "ｶ\u{FF9E}",
    "😀",
    "①",
    "\u{1b}",
    "\u{202e}",
    "\u{200d}",
    "é",
    "한",
    "ไ",
];

fn style() -> impl Strategy<Value = Style> {
    let colour = prop_oneof![
        4 => Just(Color::Reset),
        1 => Just(Color::LightBlue),
        1 => Just(Color::Indexed(236)),
        1 => Just(Color::Rgb(250, 240, 220)),
        1 => Just(Color::White),
    ];
    let modifier =
        prop_oneof![4 => Just(0), 3 => 0u16..512].prop_map(|b| Modifier::from_bits(b).unwrap());
    (colour.clone(), colour, modifier)
        .prop_map(|(fg, bg, m)| Style::new().fg(fg).bg(bg).add_modifier(m))
}

const COLUMNS: u16 = 17;
const ROWS: u16 = 4;

fn screen() -> impl Strategy<Value = Buffer> {
    let run = (
        0..COLUMNS,
        0..ROWS,
        prop::collection::vec(prop::sample::select(PIECES), 0..12),
        style(),
    );
    (style(), prop::collection::vec(run, 0..12)).prop_map(|(ground, runs)| {
        let mut buffer = Buffer::empty(Rect::new(0, 0, COLUMNS, ROWS));
        buffer.set_style(buffer.area, Style::new().bg(ground.bg.unwrap()));
        for (x, y, pieces, style) in runs {
            let mut x = x;
            for piece in pieces.iter().filter(|p| p.len() > 1 || **p >= " ") {
                (x, _) = buffer.set_stringn(x, y, piece, (COLUMNS - x).into(), style);
            }
            // The lowest level of the buffer filters nothing.
            if let Some(cell) = buffer.cell_mut((x, y)) {
                cell.set_symbol(pieces.first().map_or("", |piece| piece.trim()));
            }
        }
        buffer
    })
}

proptest! {
    #[test]
    fn the_terminal_shows_the_buffer(screens in prop::collection::vec(screen(), 1..5), bce: bool, erases: bool) {
        let mut painter = Painter::new(TerminalKind {
                erases_in_colour: bce && erases,
                ..TerminalKind::of("xterm-256color", "")
            });
        let mut model = Model::new(COLUMNS, ROWS, erases, agreed);
        for screen in &screens {
            let mut out = Vec::new();
            painter.paint(&mut screen.clone(), &mut out);
            model.feed(&out);
            // Terminals put what a joined cluster says together again; the model has only whole graphemes.
            prop_assert_eq!(seen(&model), meant(screen));
            out.clear();
            painter.paint(&mut screen.clone(), &mut out);
            prop_assert!(out.is_empty(), "nothing changed, {:?} is written", out);
        }
    }

    #[test]
    fn other_opinions_about_a_width_spoil_no_certain_glyph(screens in prop::collection::vec(screen(), 1..4)) {
        for opinion in [wide_opinion, narrow_opinion] {
            let mut painter = Painter::new(TerminalKind::of("xterm-256color", ""));
            let mut model = Model::new(COLUMNS, ROWS, true, opinion);
            for screen in &screens {
                let mut out = Vec::new();
                painter.paint(&mut screen.clone(), &mut out);
                model.feed(&out);
                for (row, seen) in screen.content.chunks(COLUMNS.into()).zip(seen(&model).chunks(COLUMNS.into())) {
                    for (glyph, (text, _)) in glyphs(row).iter().zip(seen) {
                        if glyph.width > 0 && glyph.text != " " && certain(glyph) {
                            prop_assert_eq!(glyph.text, text);
                        }
                    }
                }
            }
        }
    }
}

/// Links that stand apart, as those of a page do.
fn links() -> impl Strategy<Value = Vec<Hyperlink>> {
    let link =
        (0..ROWS, 0..COLUMNS, 1..COLUMNS, 0..4_u8).prop_map(|(y, from, width, n)| Hyperlink {
            y,
            columns: from..(from + width).min(COLUMNS),
            address: format!("https://example.org/{n}"),
        });
    prop::collection::vec(link, 0..6).prop_map(|mut links| {
        links.sort_by_key(|link| (link.y, link.columns.start));
        links.dedup_by(|b, a| a.y == b.y && b.columns.start < a.columns.end);
        links
    })
}

proptest! {
    #[test]
    fn links_are_where_they_are_meant_to_be(screens in prop::collection::vec((screen(), links()), 1..5)) {
        let mut painter = Painter::new(TerminalKind::of("xterm-256color", ""));
        let mut model = Model::new(COLUMNS, ROWS, true, agreed);
        for (screen, links) in &screens {
            let mut out = Vec::new();
            painter.link(links.clone());
            painter.paint(&mut screen.clone(), &mut out);
            model.feed(&out);
            prop_assert_eq!(seen(&model), meant(screen));
            prop_assert_eq!(&model.link, "", "a link stays open");
            let rows = screen.content.chunks(COLUMNS.into()).zip(model.links.chunks(COLUMNS.into()));
            for (y, (row, seen)) in (0..).zip(rows) {
                for (x, glyph) in (0..).zip(glyphs(row)) {
                    let own = links.iter().find(|l| l.y == y && l.columns.contains(&x));
                    if glyph.width > 0 {
                        let meant = own.map_or("", |l| &l.address);
                        prop_assert_eq!(meant, &seen[usize::from(x)], "{} {}", x, y);
                    }
                }
            }
            out.clear();
            painter.link(links.clone());
            painter.paint(&mut screen.clone(), &mut out);
            prop_assert!(out.is_empty(), "nothing changed, {:?} is written", out);
        }
    }
}

#[test]
fn more_addresses_than_are_known_by_number_are_no_fault() {
    let mut painter = Painter::new(TerminalKind::of("xterm-256color", ""));
    let screen = lines(&["县志"]);
    for n in 0..3000 {
        let mut out = Vec::new();
        let address = format!("https://example.org/{n}");
        painter.link(vec![Hyperlink {
            y: 0,
            columns: 0..2,
            address: address.clone(),
        }]);
        painter.paint(&mut screen.clone(), &mut out);
        let shown = String::from_utf8_lossy(&out).contains(&format!(";{address}\x1b\\县"));
        assert!(shown, "{address}");
    }
}

fn lines(lines: &[&str]) -> Buffer {
    Buffer::with_lines(lines.iter().map(|l| (*l).to_owned()).collect::<Vec<_>>())
}

fn painted(painter: &mut Painter, screen: &Buffer) -> String {
    let mut out = Vec::new();
    painter.paint(&mut screen.clone(), &mut out);
    String::from_utf8(out).unwrap()
}

#[test]
fn a_row_of_han_is_written_without_cursor_moves() {
    let mut painter = Painter::new(TerminalKind::of("xterm-256color", ""));
    let screen = lines(&["   活动中，李小虎感谢大家。  ", "   好。"]);
    insta::assert_snapshot!(painted(&mut painter, &screen).escape_debug().to_string(),
        @r"\u{1b}[m\u{1b}[H\u{1b}[2J   活动中，李小虎感谢大家。\u{1b}[2;4H好。");
}

#[test]
fn a_changed_word_costs_itself_and_a_move() {
    let mut painter = Painter::new(TerminalKind::of("xterm-256color", ""));
    painted(&mut painter, &lines(&["头条新闻", "天气多云转晴"]));
    let change = painted(&mut painter, &lines(&["头条新闻", "天气小雨转晴"]));
    insta::assert_snapshot!(change.escape_debug().to_string(), @r"\u{1b}[5G小雨");
}

#[test]
fn a_page_of_chinese_costs_hardly_more_than_its_text() {
    let text = "　　活动中，经开区党工委书记李小虎说，“要办好事”——记者10月23日从会上获悉，全年共投入9.2万元。";
    let mut rows: Vec<String> = Vec::new();
    for n in 0..40 {
        let skip = n % 7;
        rows.push(format!(
            "{:28}│  {}",
            "",
            text.chars().skip(skip).take(40).collect::<String>()
        ));
    }
    let screen = lines(&rows.iter().map(String::as_str).collect::<Vec<_>>());
    let own: usize = rows.iter().map(|r| r.trim_start().len()).sum();
    let mut painter = Painter::new(TerminalKind::of("xterm-256color", ""));
    let first = painted(&mut painter, &screen).len();
    assert!(first * 2 < own * 3, "{first} bytes for {own}");
    rows.rotate_left(1);
    let scrolled = painted(
        &mut painter,
        &lines(&rows.iter().map(String::as_str).collect::<Vec<_>>()),
    )
    .len();
    assert!(scrolled * 2 < own * 3, "{scrolled} bytes for {own}");
}

#[test]
fn forgetting_draws_everything_again() {
    let mut painter = Painter::new(TerminalKind::of("screen", ""));
    let screen = lines(&["看报"]);
    let first = painted(&mut painter, &screen);
    painter.forget();
    assert_eq!(painted(&mut painter, &screen), first);
}

#[test]
fn no_size_is_too_small() {
    let mut painter = Painter::new(TerminalKind::of("xterm-256color", ""));
    for (columns, rows) in [(0, 0), (1, 0), (0, 1), (1, 1), (2, 1)] {
        let mut screen = Buffer::empty(Rect::new(0, 0, columns, rows));
        if let Some(cell) = screen.cell_mut((0, 0)) {
            cell.set_symbol("报");
        }
        painted(&mut painter, &screen);
    }
}

fn framed(painter: &mut Painter, screen: &Buffer, x: u16, y: u16, shown: bool) -> String {
    let mut out = Vec::new();
    painter.frame(&mut screen.clone(), Caret { x, y, shown }, &mut out);
    String::from_utf8(out).unwrap().replace('\x1b', "^")
}

#[test]
fn the_cursor_goes_to_where_the_reader_is_also_when_nothing_else_changed() {
    let mut painter = Painter::new(TerminalKind::of("xterm-256color", ""));
    let screen = lines(&["头条新闻", "天气小雨"]);
    let first = framed(&mut painter, &screen, 2, 0, false);
    assert!(first.ends_with("雨^[1;3H^[?25l"), "{first}");
    assert_eq!(framed(&mut painter, &screen, 2, 0, false), "");
    assert_eq!(framed(&mut painter, &screen, 4, 1, false), "^[2;5H");
    assert_eq!(framed(&mut painter, &screen, 4, 1, true), "^[?25h");
    assert_eq!(framed(&mut painter, &screen, 6, 1, true), "^[2C");
    assert_eq!(framed(&mut painter, &screen, 0, 0, false), "^[H^[?25l");
    // What is beyond the window is at its edge.
    assert_eq!(framed(&mut painter, &screen, 99, 99, false), "^[2;8H");
}

#[test]
fn a_cursor_that_is_shown_is_not_seen_to_run_over_the_screen() {
    let mut painter = Painter::new(TerminalKind::of("xterm-256color", ""));
    framed(&mut painter, &lines(&["头条", "天气"]), 0, 1, true);
    let next = framed(&mut painter, &lines(&["头版", "天气"]), 2, 1, true);
    assert_eq!(next, "^[?25l^[1;3H版^[2;3H^[?25h");
}
