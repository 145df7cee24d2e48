//! The page as one HTML file.
#![allow(clippy::unwrap_used)]

use insta::assert_snapshot;
use kanbao::{
    issue::Issue,
    language::Language,
    loader,
    print::{PageFormat, PageOptions, print},
    typeset::Style,
};

const BULLETIN: &str = "\
+++
paper = '云溪报'
date = 2025-10-17
number = '128'
kanbao = 1
+++

# 第01版：要闻

## 满山茶香迎远客

###### 一线见闻

#### 十月茶事

##### 采茶人说秋茶

**记者 白露**

十月的云溪镇,满山都是采茶人。见[茶讯](https://tea.example/?a=1&b=2)。

### 一、采茶

![茶园](a.png)

*图为茶园。白露 摄*

- 一芽
  - 一叶
- 两叶

1) 甲
2) 乙

| 茶 | 产量 |
| --- | --- |
| 绿茶 | 12.5 |

> 茶要慢慢喝。

<small>(作者为茶农)</small>

*（下转第2版）*

# 第02版：副刊

## 雾

雾把对岸借走了  
船还是照常开  
";

fn load(source: &str) -> Issue {
    loader::load(source.as_bytes().to_vec(), &loader::Options::default()).issue
}

fn options() -> PageOptions {
    PageOptions {
        format: PageFormat::Html,
        width: 80,
        columns: 1,
        height: None,
        form_feed: false,
        article: None,
        furniture: true,
        style: Style::default(),
        measure: 80,
        theme: None,
        links: false,
        language: Language::Chinese,
    }
}

fn html(issue: &Issue, options: &PageOptions) -> String {
    let mut out = Vec::new();
    print(issue, options, &mut out).unwrap();
    let page = String::from_utf8(out).unwrap();
    is_well_formed(&page);
    page
}

/// What stands in the page's body.
fn body(page: &str) -> &str {
    page.split_once("<body>\n").unwrap().1
}

/// Sees that every tag that is opened is closed in its place, and that no id stands twice.
fn is_well_formed(page: &str) {
    let mut open = Vec::new();
    let mut ids = std::collections::BTreeSet::new();
    let (before, after) = page.split_once("<style>").unwrap();
    let (_, after) = after.split_once("</style>").unwrap();
    for part in [before, after] {
        for tag in part.split('<').skip(1) {
            let (tag, _) = tag.split_once('>').expect("a tag ends");
            let name = tag.split(|c: char| c.is_whitespace()).next().unwrap();
            if let Some((_, id)) = tag.split_once(" id=\"") {
                assert!(ids.insert(id.split('"').next().unwrap()), "{tag} twice");
            }
            match name {
                "!DOCTYPE" | "meta" | "input" | "hr" | "br" => {}
                _ => match name.strip_prefix('/') {
                    Some(name) => assert_eq!(open.pop(), Some(name), "in {page}"),
                    None => open.push(name),
                },
            }
        }
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

#[test]
fn a_signature_and_whose_words_they_are_stand_apart() {
    let notice = "+++\nkanbao = 1\n+++\n\n## 停水\n\n因管道检修，请提前储水。\n\n> 好茶要慢慢喝。\n>\n> ——白露\n\n特此通知。\n\n\
        江城供水公司\n\n2025年10月24日\n";
    let page = html(&load(notice), &options());
    let signed = "<div class=\"signed\">\n<p>江城供水公司</p>\n<p>2025年10月24日</p>\n</div>";
    assert!(page.contains(signed), "{page}");
    assert!(
        page.contains("<p class=\"signed\">——白露</p>\n</blockquote>"),
        "{page}"
    );
}

#[test]
#[expect(clippy::too_many_lines, reason = "a page as it is written")]
fn each_part_is_an_element_of_its_meaning() {
    let page = html(&load(BULLETIN), &options());
    let head = page.split_once("<style>").unwrap().0;
    assert!(head.starts_with("<!DOCTYPE html>\n<html lang=\"zh-Hans\">\n"));
    assert!(head.contains("<title>云溪报 · 2025年10月17日 星期五 · 第128期</title>"));
    assert_snapshot!(body(&page), @r##"
    <p class="turn" lang="zh"><label><input type="checkbox" id="vertical"> 竖排</label></p>
    <header class="masthead">
    <h1>云溪报</h1>
    <p class="facts" lang="zh"><time datetime="2025-10-17">2025年10月17日 星期五</time> · 第128期</p>
    </header>
    <nav aria-label="目录">
    <ol>
    <li><a href="#s1">第01版 要闻</a>
    <ol>
    <li><a href="#a1">满山茶香迎远客</a></li>
    </ol>
    </li>
    <li><a href="#s2">第02版 副刊</a>
    <ol>
    <li><a href="#a2">雾</a></li>
    </ol>
    </li>
    </ol>
    </nav>
    <main>
    <section class="section" aria-labelledby="s1">
    <h2 id="s1">第01版 要闻</h2>
    <article id="a1">
    <header>
    <p class="column">【一线见闻】</p>
    <hgroup>
    <p class="kicker">十月茶事</p>
    <h3 class="headline">满山茶香迎远客</h3>
    <p class="deck">采茶人说秋茶</p>
    </hgroup>
    <p class="byline">记者 白露 · <span lang="zh">67 字</span></p>
    </header>
    <div class="text">
    <p>十月的云溪镇，满山都是采茶人。见<a href="https://tea.example/?a=1&amp;b=2" rel="noopener noreferrer">茶讯</a>。</p>
    <h4 class="subhead">一、采茶</h4>
    <figure><p class="image">〔图〕茶园</p><figcaption>图为茶园。白露 摄</figcaption></figure>
    <ul class="items">
    <li>一芽
    <ul class="items">
    <li>一叶</li>
    </ul>
    </li>
    <li>两叶</li>
    </ul>
    <ul class="items own">
    <li>1) 甲</li>
    <li>2) 乙</li>
    </ul>
    <div class="table"><table>
    <thead>
    <tr><th scope="col">茶</th><th scope="col" class="number">产量</th></tr>
    </thead>
    <tbody>
    <tr><td>绿茶</td><td class="number">12.5</td></tr>
    </tbody>
    </table></div>
    <blockquote>
    <p>茶要慢慢喝。</p>
    </blockquote>
    <aside class="notes">
    <p>（作者为茶农）</p>
    </aside>
    <p class="jump on" lang="zh"><a href="#s2">下转第2版</a></p>
    </div>
    </article>
    </section>
    <section class="section" aria-labelledby="s2">
    <h2 id="s2">第02版 副刊</h2>
    <article id="a2">
    <header>
    <h3 class="headline">雾</h3>
    <p class="byline"><span lang="zh">13 字</span></p>
    </header>
    <div class="text">
    <p class="verse"><span>雾把对岸借走了</span><span>船还是照常开</span></p>
    </div>
    </article>
    </section>
    </main>
    </body>
    </html>
    "##);
}

#[test]
fn one_article_is_a_page_of_its_own() {
    let options = PageOptions {
        article: Some(2),
        ..options()
    };
    let page = html(&load(BULLETIN), &options);
    assert!(page.contains("<title>雾</title>"), "{page}");
    assert_snapshot!(body(&page), @r#"
    <p class="turn" lang="zh"><label><input type="checkbox" id="vertical"> 竖排</label></p>
    <main>
    <article id="a2">
    <header>
    <h1 class="headline">雾</h1>
    <p class="byline"><span lang="zh">13 字</span></p>
    </header>
    <div class="text">
    <p class="verse"><span>雾把对岸借走了</span><span>船还是照常开</span></p>
    </div>
    </article>
    </main>
    </body>
    </html>
    "#);
}

#[test]
fn the_page_needs_no_other_file_and_runs_nothing() {
    let page = html(&load(BULLETIN), &options()).to_lowercase();
    for word in [
        "<script", "<link", "src=", "url(", "@import", "<img", "onclick",
    ] {
        assert!(!page.contains(word), "{word}");
    }
}

#[test]
fn no_text_becomes_markup() {
    let bad = "\\</title\\>\\<script\\>alert(1)\\</script\\>\\\"\\'\\&";
    let source = BULLETIN
        .replace("云溪报", "</style><script>")
        .replace("满山茶香迎远客", bad)
        .replace("一叶", bad)
        .replace("绿茶", bad)
        .replace("雾把", bad)
        .replace("白露", bad);
    let page = html(&load(&source), &options());
    assert!(!page.contains("<script") && !body(&page).contains("</title"));
    assert!(page.contains("&lt;script&gt;alert(1)"));
}

#[test]
fn lists_and_quotes_nest_and_close() {
    let bulletin = |text: &str| format!("+++\nkanbao = 1\n+++\n\n## 茶\n\n{text}\n");
    for text in [
        "- 甲\n  - 乙\n    - 丙\n- 丁\n\n正文。",
        "1. 甲\n2. 乙\n   - 丙\n\n* 丁\n+ 戊",
        "- 甲\n  1. 乙\n  2. 丙\n- 丁",
        "3) 甲\n4) 乙",
        "> 甲\n>\n> > 乙\n>\n> 丙",
        "```\n<b>\n\n  甲\n```",
        "---\n\n| 甲 |\n| --- |",
    ] {
        let page = html(&load(&bulletin(text)), &options());
        assert!(page.contains("甲") || text.contains("---"), "{text}");
    }
}

#[test]
fn the_settings_of_the_line_are_in_the_style_sheet() {
    let style = Style {
        indent: 0,
        justify: false,
        hang: false,
        ..Style::default()
    };
    let options = PageOptions {
        style,
        measure: 60,
        ..options()
    };
    let page = html(&load(BULLETIN), &options);
    let line = page
        .lines()
        .find(|l| l.starts_with(":root { --measure"))
        .unwrap();
    assert_snapshot!(line, @":root { --measure: 30em; --indent: 0em; --gap: 0lh; --align: start; --hang: none; --autospace: normal; }");
}

#[test]
fn lines_run_down_where_they_are_to_and_the_reader_turns_them() {
    let issue = load(BULLETIN);
    let along = html(&issue, &options());
    assert!(along.contains("id=\"vertical\">"));
    let style = Style {
        vertical: true,
        ..Style::default()
    };
    let down = html(&issue, &PageOptions { style, ..options() });
    assert_eq!(down.replace(" checked>", ">"), along);
    assert_ne!(down, along);
}

#[test]
fn legs_are_the_browsers_to_set() {
    let legs = |columns| {
        let page = html(
            &load(BULLETIN),
            &PageOptions {
                columns,
                ..options()
            },
        );
        page.contains(".text { columns: 3 ")
    };
    assert!(legs(3) && !legs(1));
}

#[test]
fn an_empty_issue_is_a_page_without_text() {
    let page = html(&Issue::default(), &options());
    assert!(body(&page).contains("<main>\n</main>"));
    let none = PageOptions {
        article: Some(3),
        ..options()
    };
    let mut out = Vec::new();
    print(&load(BULLETIN), &none, &mut out).unwrap();
    assert!(out.is_empty());
}

#[test]
fn the_language_of_the_text_is_named() {
    let language = |text: &str| {
        let page = html(&load(text), &options());
        let (_, rest) = page.split_once("<html lang=\"").unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    assert_eq!(language("# 茶园开园\n\n这是记者发来的报道。\n"), "zh-Hans");
    assert_eq!(language("# 茶園開園\n\n這是記者發來的報道。\n"), "zh-Hant");
    assert_eq!(
        language("# お茶の話\n\nお茶はゆっくり飲むものです。\n"),
        "ja"
    );
    assert_eq!(
        language(
            "# Tea\n\nThe tea of the hills is the best that there is to drink in the morning.\n"
        ),
        "en"
    );
    assert_eq!(language("# Чай\n\nЧай надо пить медленно.\n"), "");
}
