//! Links: told under the article, and links in terminals that have them; never more than an address.

use crate::print::{options, printed};
use crate::pty::{KANBAO, Screen, home};
use insta::assert_snapshot;
use kanbao::issue::Issue;
use kanbao::loader;
use kanbao::print::PageOptions;
use kanbao::theme::Theme;
use kanbao::typeset::{Script, Style};

/// An export's source, whose marks are Markdown's for certain.
fn load(body: &str) -> Issue {
    let source = format!("+++\nkanbao = 1\n+++\n\n## 茶\n\n{body}\n");
    loader::load(source.into_bytes(), &loader::Options::default()).issue
}

/// The article's lines below its head.
fn page(body: &str, width: u16) -> String {
    let page = printed(&load(body), &options(width));
    let lines: Vec<&str> = page.lines().skip(5).collect();
    lines.join("\n")
}

/// What a terminal is sent that has links, or has none.
fn shown(body: &str, links: bool) -> String {
    let options = PageOptions {
        theme: Some(Theme::default()),
        links,
        ..options(60)
    };
    printed(&load(body), &options)
}

#[test]
fn where_links_lead_is_told_under_the_article_with_its_notes() {
    let body = "[县志](https://a.example/z)说[^1]，[镇志](<https://a.example/b_(c)> '题')也说，再看[县志](https://a.example/z)。\n\n- 一项\n  - 二项\n    - [三项][n]\n\n| 书 | 处 |\n|---|---|\n| 志 | [馆](p2.md) |\n\n> <a href=\"https://a.example/?a=1&amp;b=2\">引文</a>\n\n[^1]: 见[第三章](https://a.example/3)。\n\n[n]: https://a.example/n";
    assert_snapshot!(page(body, 44), @"
    县志¹说²，镇志³也说，再看县志¹。
    • 一项
      ◦ 二项
        ▪ 三项⁴

                  书  处
                  ───────
                  志  馆⁵

        引文⁶

    ────────
    ¹ https://a.example/z
    ² 见第三章⁷。
    ³ https://a.example/b_(c)
    ⁴ https://a.example/n
    ⁵ p2.md
    ⁶ https://a.example/?a=1&b=2
    ⁷ https://a.example/3
    ");
}

#[test]
fn a_link_that_says_where_it_leads_or_leads_nowhere_has_no_number() {
    let body = "<https://a.example/x>、https://a.example/y。[https://a.example/z/](https://a.example/z)、[a.example](https://a.example)、[上文](#top)、[跑](javascript:alert(1))、[画](data:text/html,x)、[空]()、[a@b.example](mailto:a@b.example)";
    let page = page(body, 60);
    assert!(!page.contains(['¹', '²', '─']), "{page}");
}

#[test]
fn the_reader_need_not_be_told_where_a_terminal_s_links_lead() {
    let options = PageOptions {
        style: Style {
            links: false,
            ..Style::default()
        },
        ..options(44)
    };
    let page = printed(&load("[县志](https://a.example/z)说。"), &options);
    assert!(!page.contains("https") && !page.contains('¹'), "{page}");
}

#[test]
fn words_of_links_are_underlined_and_links_where_these_are_known() {
    let body = "看[县志](https://a.example/志?q=\u{e9})，[旁边](p2.md)，[县](HTTPS://a.example/c)，[p3.md](p3.md)。";
    let page = shown(body, true);
    let link = |address: &str, words: &str| {
        format!("\x1b[4m\x1b]8;;{address}\x1b\\{words}\x1b]8;;\x1b\\\x1b[0m")
    };
    assert!(
        page.contains(&link("https://a.example/%E5%BF%97?q=%C3%A9", "县志")),
        "{page:?}"
    );
    assert!(
        page.contains(&link("HTTPS://a.example/c", "县")),
        "{page:?}"
    );
    assert!(page.contains("\x1b[4m旁边\x1b[0m"), "{page:?}");
    // Neither followed nor told elsewhere.
    assert!(!page.contains("\x1b[4mp3.md"), "{page:?}");
    let page = shown(body, false);
    assert!(
        page.contains("\x1b[4m县志\x1b[0m") && !page.contains("\x1b]"),
        "{page:?}"
    );
}

#[test]
fn an_address_with_han_is_linked_as_a_whole_and_stays_as_it_is() {
    let page = shown(
        "见https://a.example/路径?x=1,又\n\n见https://a.example/文件:名。",
        true,
    );
    let link = |address: &str, words: &str| {
        format!("\x1b]8;;https://a.example/{address}\x1b\\https://a.example/{words}\x1b]8;;")
    };
    for (address, words) in [
        ("%E8%B7%AF%E5%BE%84?x=1", "路径?x=1"),
        ("%E6%96%87%E4%BB%B6:%E5%90%8D", "文件:名"),
    ] {
        assert!(page.contains(&link(address, words)), "{page:?}");
    }
    let options = PageOptions {
        style: Style {
            script: Script::Traditional,
            ..Style::default()
        },
        ..options(60)
    };
    let page = printed(&load("这个见https://a.example/路径:发与后。"), &options);
    assert!(
        page.contains("這個見https://a.example/路径:发与后。"),
        "{page}"
    );
}

#[test]
fn no_address_is_more_than_an_address() {
    for address in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "p2.md",
        "#top",
        "https://a.example/\u{1b}]0;x\u{7}",
        "https://a.example/\u{9d}0;x\u{9c}",
        "https://a.example/\u{202e}x",
        "https://a.example/\u{200b}x",
        "<https://a.example/a b>",
        "https://",
    ] {
        let body = format!("看[县志]({address})。");
        let page = shown(&body, true);
        // What stands before it may be an address of its own.
        let sent: Vec<&str> = page.split("\x1b]8;;").skip(1).collect();
        for address in sent.iter().filter_map(|s| s.split_once("\x1b\\")) {
            let own = ["", "https://a.example/"];
            assert!(own.contains(&address.0), "{address:?}: {page:?}");
        }
        assert!(
            !page.replace("\x1b]8;;", "").contains("\x1b]"),
            "{address:?}: {page:?}"
        );
        assert!(
            !page.contains(['\u{7}', '\u{9d}', '\u{202e}', '\u{200b}']),
            "{address:?}: {page:?}"
        );
    }
    // One that no terminal takes, for its length.
    let long = format!("看[县志](https://a.example/{})。", "x".repeat(3000));
    assert!(!shown(&long, true).contains("\x1b]8"));
}

#[test]
fn many_links_take_no_more_than_linear_work() {
    // Names are looked up in a table, and addresses known again, however many there are.
    let link = |n| format!("[甲{n}](https://a.example/{n})、[乙][r{}]。", n % 100);
    let body: Vec<String> = (0..20_000).map(link).collect();
    let define = |n| format!("[r{n}]: https://b.example/{n}\n");
    let defined: Vec<String> = (0..100).map(define).collect();
    let (body, defined) = (body.concat(), defined.concat());
    let page = shown(&format!("{body}\n\n{defined}"), true);
    assert!(page.contains("https://a.example/19999"));
    assert_eq!(page.matches("https://b.example/7\n").count(), 1);
}

const LINKED: &str = "# 茶园开园\n\n本报讯 镇上的茶园今天开园，[县志](https://a.example/z)里说过这座山，来的人很多。\n\n- 一项\n- 二项\n";

fn opened(args: &[&str], env: &[(&str, &str)]) -> String {
    let home = home();
    let path = home.path().join("linked.md");
    std::fs::write(&path, format!("+++\nkanbao = 1\n+++\n\n#{LINKED}"))
        .expect("the folder is there");
    let path = path.to_str().expect("UTF-8");
    let args: Vec<&str> = args.iter().copied().chain([path]).collect();
    let mut screen = Screen::open(KANBAO, &args, (120, 24), home.path(), env);
    screen.shows("来的人很多").press("q").end();
    screen.raw()
}

#[test]
fn the_reader_links_words_in_terminals_that_are_known_and_tells_addresses_in_others() {
    let open = "\x1b]8;id=k1;https://a.example/z\x1b\\";
    for (args, env, known) in [
        (&[][..], &[("TERM", "xterm-kitty")][..], true),
        (&["-c", "display.links=on"], &[], true),
        (&[], &[], false),
        (
            &["-c", "display.links=off"],
            &[("TERM", "xterm-kitty")],
            false,
        ),
        (&["-c", "display.links=on"], &[("TERM", "linux")], false),
    ] {
        let raw = opened(args, env);
        assert_eq!(raw.contains(open), known, "{args:?} {env:?}");
        assert_eq!(raw.contains("\x1b]8;;\x1b\\"), known, "{args:?} {env:?}");
        assert_eq!(
            raw.contains("https://a.example/z") && !raw.contains(open),
            !known
        );
    }
}

#[test]
fn a_reader_s_links_command_nothing() {
    let home = home();
    let path = home.path().join("hostile.md");
    let acting = "\u{1b}]52;c;b3du\u{7}\u{9b}2J\u{202e}\u{200b}";
    let body = format!(
        "+++\nkanbao = 1\n+++\n\n## 茶\n\n茶园[一](https://a.example/{acting})、<a href=\"https://a.example/2{acting}\">二</a>、https://a.example/3{acting} 和[四](https://a.example/4;;{acting})。\n\n![{acting}](https://a.example/5{acting})\n\n[六](<https://a.example/6{acting}>)、[七](https://a.example/7)开园。\n"
    );
    std::fs::write(&path, body).expect("the folder is there");
    let args = ["-c", "display.links=on", path.to_str().expect("UTF-8")];
    let mut screen = Screen::open(KANBAO, &args, (120, 24), home.path(), &[]);
    screen.shows("开园").press("q").end();
    let raw = screen.raw();
    let mut links = 0;
    for command in raw.split("\x1b]").skip(1) {
        let (command, _) = command.split_once("\x1b\\").expect("a command ends");
        if let Some((_, address)) = command
            .strip_prefix("8;")
            .and_then(|link| link.split_once(';'))
        {
            let graphic = address.chars().all(|c| c.is_ascii_graphic());
            assert!(graphic && !address.contains("52;c"), "{address:?}");
            links += usize::from(!address.is_empty());
        } else {
            assert!(
                command.starts_with("2;") || command == "11;?",
                "{command:?}"
            );
        }
    }
    assert!(links > 0 && raw.contains("https://a.example/7"));
    assert!(!raw.contains(['\u{7}', '\u{9b}', '\u{202e}', '\u{200b}']));
}
