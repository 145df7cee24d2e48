//! Lists, tasks, hard breaks and pictures of Markdown, as they are printed.

use crate::print::{options, printed};
use insta::assert_snapshot;
use kanbao::export::{self, ExportFormat};
use kanbao::issue::BlockKind;
use kanbao::loader::{self, Loaded};
use kanbao::print::{self, PageOptions};

/// An export's source, whose marks are Markdown's for certain.
fn load(body: &str) -> Loaded {
    let source = format!("+++\nkanbao = 1\n+++\n\n## 茶\n\n{body}\n");
    loader::load(source.into_bytes(), &loader::Options::default())
}

/// The article's lines below its head.
fn page(body: &str, width: u16) -> String {
    let page = printed(&load(body).issue, &options(width));
    let lines: Vec<&str> = page.lines().skip(5).collect();
    lines.join("\n")
}

fn html(body: &str) -> String {
    let options = PageOptions {
        format: print::PageFormat::Html,
        ..options(60)
    };
    printed(&load(body).issue, &options)
}

#[test]
fn bullets_go_by_their_depth_and_nested_items_stand_under_their_words() {
    let body = "- 采茶\n  - 早上去\n    - 带篮子\n      - 旧的\n  - 晚上回\n* 制茶";
    assert_snapshot!(page(body, 60), @"
        • 采茶
          ◦ 早上去
            ▪ 带篮子
              ▪ 旧的
          ◦ 晚上回
        • 制茶
    ");
}

#[test]
fn numbers_are_aligned_by_the_words_behind_them() {
    let body = "8. 采茶\n9. 制茶，要用小火慢慢地炒，炒到香气满屋才算好\n10. 卖茶\n    1. 在镇上\n    - 在城里\n11. 喝茶";
    assert_snapshot!(page(body, 40), @"
         8. 采茶
         9. 制茶，要用小火慢慢地炒，炒到香
            气满屋才算好
        10. 卖茶
            1. 在镇上
            ◦ 在城里
        11. 喝茶
    ");
    // Another list has numbers of its own width, and so has one behind a paragraph.
    let body = "1. 采茶\n\n一段。\n\n10. 卖茶";
    assert_snapshot!(page(body, 40), @"
    1. 采茶
    一段。
    10. 卖茶
    ");
}

#[test]
fn numbers_of_the_papers_own_are_aligned_too() {
    let source =
        "+++\nkanbao = 1\n+++\n\n## 茶\n\n- 9、采茶\n- 10、卖茶\n- 第一，喝茶\n- （3）闻茶\n";
    let issue = loader::load(source.into(), &loader::Options::default()).issue;
    let page = printed(&issue, &options(40));
    let lines: Vec<&str> = page.lines().skip(5).collect();
    assert_snapshot!(lines.join("\n"), @"
     9、采茶
    10、卖茶
    第一，喝茶
    （3）闻茶
    ");
}

#[test]
fn tasks_have_boxes() {
    let body = "- [x] 采茶\n- [ ] 制茶，要用小火慢慢地炒，炒到香气满屋才算好\n  - [X] 烧火\n- [y] 卖茶\n- [ ]\n1. [ ] 喝茶";
    assert_snapshot!(page(body, 40), @"
    ☑ 采茶
    ☐ 制茶，要用小火慢慢地炒，炒到香气
      满屋才算好
      ☑ 烧火
    • [y] 卖茶
    • [ ]
    1. ☐ 喝茶
    ");
    let html = html(body);
    assert!(
        html.contains("<li>☑ 采茶") && html.contains("☐ 制茶") && html.contains("[y] 卖茶"),
        "{html}"
    );
    // What is exported is as it was.
    let mut text = Vec::new();
    export::export(&load(body), ExportFormat::Text, &mut text).expect("memory takes it");
    assert!(String::from_utf8_lossy(&text).contains("[x] 采茶"));
}

#[test]
fn a_hard_break_ends_a_line_wherever_it_stands() {
    let body = "- 采茶\\\n  在早上  \n  和晚上\n\n1. 制茶\\\n   用小火\n\n> 茶香\\\n> 满屋\\\n> ——茶农\n\n喝茶[^1]。\n\n[^1]: 用杯\\\n    或用碗\n\n热茶\\\n凉茶";
    assert_snapshot!(page(body, 40), @"
    • 采茶
      在早上
      和晚上
    1. 制茶
       用小火

        茶香
        满屋
                            ——茶农

    喝茶¹。

    热茶
    凉茶

    ────────
    ¹ 用杯
      或用碗
    ");
    let html = html(body);
    for part in ["采茶<br>", "制茶<br>", "茶香<br>", "用杯<br>"] {
        assert!(html.contains(part), "{part}: {html}");
    }
    // A line that only ends goes on, and so does what a table's cell holds.
    assert!(page("- 采茶\n  在早上", 40).contains("采茶在早上"));
}

#[test]
fn hard_breaks_survive_an_export() {
    let body = "- 采茶\\\n  在早上\n  - 又一\\\n    又二\n\n> 茶香\\\n> 满屋\n\n<small>一行\\\n二行</small>";
    let loaded = load(body);
    assert_eq!(blocks(&loaded)[0].2, "采茶\n在早上");
    assert_eq!(blocks(&exported(&loaded)), blocks(&loaded));
}

#[test]
fn a_quoted_list_has_its_marks() {
    let body = "> 他说：\n> - 采茶\n> - [x] 制茶，要用小火慢慢地炒，炒到香气满屋才算好\n> 1. 卖茶";
    assert_snapshot!(page(body, 40), @"
    他说：
    • 采茶
    ☑ 制茶，要用小火慢慢地炒，
      炒到香气满屋才算好
    1. 卖茶
    ");
}

#[test]
fn a_picture_takes_a_row_with_what_opens_it() {
    let body = "![茶山](pics/hill.jpg)\n\n![](pics/leaf.jpg)\n\n![茶园](https://a.example/g.png)\n\n![](https://a.example/t.png?x=1)\n\n[![茶树](tree.jpg)](https://a.example/big)\n\n![x.png](x.png)\n\n![](data:image/png;base64,QUJD)\n\n![](#)";
    assert_snapshot!(page(body, 44), @"
    〔图〕 茶山  pics/hill.jpg

    〔图〕 leaf.jpg

    〔图〕 茶园¹

    〔图〕 t.png²

    〔图〕 茶树³

    〔图〕 x.png

                   〔图〕

                   〔图〕

    ────────
    ¹ https://a.example/g.png
    ² https://a.example/t.png?x=1
    ³ https://a.example/big
    ");
}

#[test]
fn what_an_item_has_become_is_one_line() {
    // A headline of two lines, by hard breaks.
    let source = "# 云溪周讯\n\n**茶园开园  \n人来人往**\n\n镇上的茶园今天开园，来的人很多，都说茶香，晚上才散。\n\n**新书架  \n到了馆里**\n\n图书馆添了两个书架，放满了书，读者可以坐下来慢慢看。\n\n**新路  \n通了车**\n\n路修好了，车开过来了，从镇上到县城只要二十分钟就到。\n";
    let issue = loader::load(source.into(), &loader::Options::default()).issue;
    for (_, article) in issue.articles() {
        for text in article.texts() {
            assert!(!text.of(&issue.source).contains('\n'), "{article:?}");
        }
    }
}

#[test]
fn later_paragraphs_of_an_item_stand_under_its_words() {
    let body = "- 采茶要早上去\n\n  带篮子去采，采到中午就回来歇一歇\n\n  - 里层的话\n\n    里层的第二段说得也长一些\n\n  外层的第三段\n\n10. 第十项\n\n    第十项的第二段说得长一些才看得见\n\n一段话。";
    assert_snapshot!(page(body, 28), @"
    • 采茶要早上去
      带篮子去采，采到中午
      就回来歇一歇
      ◦ 里层的话
        里层的第二段说得也
        长一些
      外层的第三段
    10. 第十项
        第十项的第二段说得
        长一些才看得见
    一段话。
    ");
    let html = html(body);
    assert!(
        html.contains("<li>采茶要早上去\n<p>带篮子") && html.contains("</ul>\n\n<p>外层"),
        "{html}"
    );
    let loaded = load(body);
    assert_eq!(blocks(&exported(&loaded)), blocks(&loaded));
}

#[test]
fn items_hang_by_their_numbers_and_deeper_ones_stand_further_in_however_narrow() {
    let body = "10. 第十项要说得长一些才好看它\n\n一段话。\n\n- 一层\n  - 二层要说得长一些才好看它\n    - 三层\n      - 四层";
    assert_snapshot!(page(body, 20), @"
    10. 第十项要说得长
        一些才好看它
      一段话。
    • 一层
      ◦ 二层要说得长一
        些才好看它
        ▪ 三层
          ▪ 四层
    ");
    assert_snapshot!(page(body, 28), @"
    10. 第十项要说得长一些
        才好看它
    一段话。
    • 一层
      ◦ 二层要说得长一些才
        好看它
        ▪ 三层
          ▪ 四层
    ");
}

#[test]
fn a_blank_line_parts_stanzas_and_blocks_of_lines() {
    let body = "热茶\\\n凉茶\n\n新茶\\\n老茶\n\n姓名：某甲\\\n电话：一二三";
    assert_snapshot!(page(body, 40), @"
    热茶
    凉茶

    新茶
    老茶

    姓名：某甲
    电话：一二三
    ");
    let html = html(body);
    let verses = html.matches("<p class=\"verse\">").count();
    assert_eq!(verses, 3, "{html}");
    for format in [ExportFormat::Text, ExportFormat::Markdown] {
        let mut out = Vec::new();
        export::export(&load(body), format, &mut out).expect("memory takes it");
        let out = String::from_utf8_lossy(&out).into_owned();
        let parted = out.lines().skip_while(|l| l.trim() != "凉茶").nth(1);
        assert_eq!(parted, Some(""), "{out}");
        if format == ExportFormat::Markdown {
            let again = loader::load(out.clone().into_bytes(), &loader::Options::default());
            let mut twice = Vec::new();
            export::export(&again, format, &mut twice).expect("memory takes it");
            assert_eq!(String::from_utf8_lossy(&twice), out);
        }
    }
}

/// The first article's blocks, their depths and words.
fn blocks(loaded: &Loaded) -> Vec<(BlockKind, u8, String)> {
    let (_, article) = loaded.issue.articles().next().expect("an article");
    let blocks = article.blocks.iter();
    blocks
        .map(|b| (b.kind, b.depth, b.text.of(&loaded.issue.source)))
        .collect()
}

/// What the Markdown is read as that is written of it.
fn exported(loaded: &Loaded) -> Loaded {
    let mut markdown = Vec::new();
    export::export(loaded, ExportFormat::Markdown, &mut markdown).expect("memory takes it");
    loader::load(markdown, &loader::Options::default())
}
