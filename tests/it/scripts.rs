//! Simplified shown as Traditional and the other way round, everywhere where text of the issue is shown.
#![allow(clippy::unwrap_used)]

use crate::reader::{PAPER, Reader};
use kanbao::{
    app::{Effect, ReaderSettings, State},
    issue::Issue,
    language::Language,
    loader,
    print::{PageFormat, PageOptions, print},
    typeset::{Script, Style},
};

const BULLETIN: &str = "\
+++
paper = '鹭汀报'
date = 2025-10-17
number = '128'
kanbao = 1
+++

# 第01版：要闻

## 岸边理发店开张

###### 渡口见闻

#### 头发里的发展

##### 一只剪刀，两面镜子

**记者 钟范**

皇后大道以后改名,干净的树干下摆着一张面板。台风过后,老板余光说:“只剩一只钟。”

### 一、里程

![店里](a.png)

*图为理发店。钟范 摄*

- 面条两碗
- 复习三天

| 项目 | 数量 |
|---|---|
| 发髻 | 12 |

```
后 = 里
```

下转第02版

# 第02版：综合

## 第二篇

上接第01版

桥头的石狮子缺了耳朵。
";

fn issue() -> Issue {
    let options = loader::Options::default();
    loader::load(BULLETIN.as_bytes().to_vec(), &options).issue
}

fn printed(format: PageFormat, script: Script) -> String {
    let style = Style {
        script,
        ..Style::default()
    };
    let options = PageOptions {
        format,
        width: 80,
        columns: 1,
        height: None,
        form_feed: false,
        article: None,
        furniture: true,
        style,
        measure: 80,
        theme: None,
        links: false,
        language: Language::Chinese,
    };
    let mut out = Vec::new();
    print(&issue(), &options, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Characters that no text in Traditional has.
fn left(text: &str) -> String {
    let shown = Script::Traditional.spelled(text);
    let pairs = text.chars().zip(shown.chars());
    pairs.filter(|(a, b)| a != b).map(|(a, _)| a).collect()
}

#[test]
fn the_whole_page_is_in_the_script_that_is_set() {
    let page = printed(PageFormat::Lines, Script::Traditional);
    assert_eq!(left(&page), "", "{page}");
    for words in [
        "鷺汀報",
        "要聞",
        "岸邊理髮店開張",
        "渡口見聞",
        "頭髮裏的發展",
        "一隻剪刀，兩面鏡子",
        "皇后大道以後改名，乾淨的樹幹",
        "颱風過後",
        "圖爲理髮店",
        "麪條",
        "複習",
        "髮髻",
        "下轉第02版",
        "上接第01版",
    ] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    assert!(page.contains("后 = 里"), "code stays\n{page}");
}

#[test]
fn the_web_page_is_too_and_says_so() {
    let page = printed(PageFormat::Html, Script::Taiwan);
    assert!(page.contains("<html lang=\"zh-Hant-TW\">"));
    let (title, rest) = page.split_once("<style>").unwrap();
    let (_, body) = rest.split_once("</style>").unwrap();
    assert!(title.contains("鷺汀報"), "{title}");
    assert_eq!(left(body), "", "{body}");
    assert!(body.contains("頭髮裡的發展") && body.contains("圖為理髮店"));
    assert!(printed(PageFormat::Html, Script::AsIs).contains("<html lang=\"zh-Hans\">"));
}

#[test]
fn what_is_written_so_already_is_printed_as_it_is() {
    for format in [PageFormat::Lines, PageFormat::Html] {
        let shown = printed(format, Script::Simplified);
        assert_eq!(shown, printed(format, Script::AsIs));
    }
}

#[test]
fn every_pane_shows_it_and_the_source_stays() {
    let mut r = Reader::open(PAPER, 120, 40);
    r.press("t");
    let screen = r.screen();
    for words in [
        "第01版 要聞",
        "江水東流潮聲起",
        "兩岸新城入畫來",
        "本報記者",
        "漲一指",
    ] {
        assert!(screen.contains(words), "{words}\n{screen}");
    }
    assert!(r.press("j").status().contains("要聞 1/2"), "{}", r.status());
    assert!(r.press("f").screen().contains("岸上人家燈火明"));
    let source = r.press("<Esc>o").screen();
    assert!(source.contains("江水上涨三寸,潮声传到城里"), "{source}");
    r.press("oy");
    let copied = |e: &Effect| matches!(e, Effect::Copy(text) if text.contains("江水上涨三寸,潮声"));
    assert!(r.effects.iter().any(copied));
    assert!(r.press("G").screen().contains("新橋今日通車"));
    assert_eq!(
        r.press("gt").screen().lines().next(),
        Reader::open(PAPER, 120, 40).screen().lines().next()
    );
}

#[test]
fn the_other_script_is_that_which_the_article_is_not_in() {
    let mut r = Reader::open(
        "## 01 要聞\n# 江水東流\n漲潮聲起。\n# 江上潮声\n涨潮声起。\n",
        80,
        24,
    );
    assert!(r.press("lt").screen().contains("涨潮声起"));
    assert!(r.screen().contains("显示为简体"));
    r.press("tnt");
    assert!(r.screen().contains("漲潮聲起"), "{}", r.screen());
}

#[test]
fn the_forms_that_are_set_are_those_that_the_key_shows() {
    let settings = ReaderSettings {
        style: Style {
            script: Script::Taiwan,
            ..Style::default()
        },
        ..ReaderSettings::default()
    };
    let issue = crate::testing::issue("# 屋里\n屋里的群众说话。");
    let mut r = Reader::start(State::new(issue, Vec::new(), settings), 80, 24);
    assert!(r.press("l").screen().contains("屋裡的群眾說話"));
    assert!(r.press("t").screen().contains("屋里的群众说话"));
    assert!(r.press("t").screen().contains("屋裡的群眾說話"));
}

#[test]
fn either_script_is_found_in_what_is_shown_as_the_other() {
    let mut r = Reader::open(PAPER, 120, 40);
    for typed in [
        "/江水上涨三寸<Enter>",
        "t/江水上漲三寸<Enter>",
        "/江水上涨三寸<Enter>",
    ] {
        let screen = r.press(typed).screen();
        assert!(screen.contains("1/1"), "{typed}\n{screen}");
    }
}

#[test]
fn the_place_stays_when_the_script_changes() {
    let text: Vec<String> = (0..80)
        .map(|n| format!("第{n}段江水东流，两岸发展，𬱖。\n\n"))
        .collect();
    let mut r = Reader::open(&format!("# 江\n{}", text.concat()), 60, 20);
    r.press("l37j");
    let first = |r: &Reader| {
        r.screen()
            .lines()
            .nth(1)
            .unwrap_or("")
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    let (top, number) = (r.state.viewport().top, first(&r));
    for _ in 0..4 {
        r.press("t");
        assert_eq!((r.state.viewport().top, first(&r)), (top, number.clone()));
    }
}
