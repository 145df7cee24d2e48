//! How each kind of block and the head of an article are set.

use super::{Story, page, set};
use insta::assert_snapshot;
use kanbao::typeset::{Facts, RowRole, Style};

#[test]
fn a_head_is_centred_and_parted_from_the_text() {
    assert_snapshot!(set(
        "
        column: 今日谈
        kicker: 云溪镇开展秋茶节系列活动
        headline: 满山茶香迎远客 一片绿叶富千家
        deck: 今年订货量比去年多三成
        byline: 记者 白露
        p: 本报讯 十月的云溪镇,满山都是采茶人。
        ",
        40), @r#"
    |               【今日谈】               |
    |        云溪镇开展秋茶节系列活动        |
    |                                        |
    |     满山茶香迎远客 一片绿叶富千家      |
    |                                        |
    |         今年订货量比去年多三成         |
    |               记者 白露                |
    |                                        |
    |    本报讯 十月的云溪镇，满山都是采     |
    |茶人。                                  |
    "#);
}

#[test]
fn a_headline_breaks_at_the_papers_own_line_end() {
    assert_snapshot!(set("headline: 满山茶香迎远客 一片绿叶富千家", 26), @"
    |      满山茶香迎远客      |
    |      一片绿叶富千家      |
    ");
}

#[test]
fn a_headline_breaks_after_a_mark_and_into_lines_of_like_length() {
    assert_snapshot!(set(
        "headline: 采茶、制茶、品茶：云溪镇秋茶节吸引三省客商前来",
        32), @"
    |       采茶、制茶、品茶：       |
    |  云溪镇秋茶节吸引三省客商前来  |
    ");
    assert_snapshot!(set("headline: 云溪镇举行秋茶节吸引三省四十七名客商", 32), @"
    |      云溪镇举行秋茶节吸引      |
    |        三省四十七名客商        |
    ");
}

/// Sets a headline on a page of so many cells, and gives its lines.
fn headline(words: &str, width: u16) -> Vec<String> {
    let story = Story::of(&format!("headline: {words}"));
    let rows = story.set(width, &Style::default()).rows;
    rows.iter()
        .map(|row| row.text().trim().to_owned())
        .collect()
}

#[test]
fn a_headline_is_broken_between_words_and_not_before_what_belongs_to_one() {
    assert_eq!(
        headline(
            "郑州经济技术开发区召开安全生产工作会议部署下一阶段重点任务",
            28
        ),
        [
            "郑州经济技术开发区",
            "召开安全生产工作会议",
            "部署下一阶段重点任务"
        ]
    );
    assert_eq!(
        headline("我市今年新增城镇就业人口首次突破二十万人大关", 28),
        ["我市今年新增城镇就业人口", "首次突破二十万人大关"]
    );
    // 暨 and 在 lead what follows them.
    assert_eq!(
        headline("我县举办第三届油菜花节暨乡村振兴成果展", 30),
        ["我县举办第三届油菜花节", "暨乡村振兴成果展"]
    );
}

#[test]
fn a_headline_gives_up_no_phrase_for_a_line_less() {
    assert_eq!(
        headline("鹭汀县图书馆取消逾期罚款满一年 归还率反而上升了三成", 28),
        ["鹭汀县图书馆取消", "逾期罚款满一年", "归还率反而上升了三成"]
    );
}

#[test]
fn a_headlines_dash_begins_a_line_and_a_pause_ends_one() {
    assert_eq!(
        headline("让“小巷总理”成为群众的贴心人——鹭汀县社区治理创新见闻", 32),
        ["让“小巷总理”成为群众的贴心人", "——鹭汀县社区治理创新见闻"]
    );
    assert_eq!(
        headline("省委书记到我县调研时强调：坚定不移推动高质量发展", 40),
        ["省委书记到我县调研时强调：", "坚定不移推动高质量发展"]
    );
}

#[test]
fn a_decks_dash_stands_out() {
    assert_snapshot!(set("headline: 采茶\ndeck: ——访县图书馆馆长何秋白谈取消逾期罚款一年以来的变化", 32), @r#"
    |              采茶              |
    |                                |
    |  ——访县图书馆馆长何秋白谈取消  |
    |    逾期罚款一年以来的变化      |
    "#);
}

#[test]
fn a_headline_never_leaves_one_character_alone() {
    let story = Story::of("headline: 云溪镇举行秋茶节吸引客商");
    for width in 6..24 {
        for row in story
            .set(width, &Style::default())
            .rows
            .iter()
            .filter(|r| r.role == RowRole::Headline)
        {
            assert!(
                row.text().trim().chars().count() > 1,
                "{width}: {:?}",
                row.text()
            );
        }
    }
}

#[test]
fn a_column_that_the_headline_ends_with_is_not_repeated() {
    let mut story = Story::of("headline: 茶香（今日谈）");
    let at = story.source.find("今").unwrap();
    let span = kanbao::issue::Span::new(at, at + "今日谈".len());
    story.article.column = Some(kanbao::issue::Text::at(span));
    let galley = story.set(40, &Style::default());
    assert_eq!(galley.rows[0].role, RowRole::Headline);
}

#[test]
fn facts_stand_beside_the_byline_and_jump_lines_above_and_below() {
    let facts = Facts {
        after_byline: "552 字".to_owned(),
        comes_from: "上接第1版".to_owned(),
        goes_on: "下转第6版".to_owned(),
    };
    let story = Story::of("byline: 记者 白露\np: 采茶人都来了。");
    let set = page(&story.set_with(&facts, 30, &Style::default()), 30);
    assert_snapshot!(set, @"
    |      记者 白露 · 552 字      |
    |                              |
    |    上接第1版                 |
    |    采茶人都来了。            |
    |                   下转第6版  |
    ");
}

#[test]
fn a_subhead_is_centred_with_a_blank_row_above() {
    assert_snapshot!(set(
        "p: 采茶人都来了。\nsubhead: 一片叶子\np: 茶园里很热闹。",
        30), @"
    |    采茶人都来了。            |
    |                              |
    |           一片叶子           |
    |    茶园里很热闹。            |
    ");
}

#[test]
fn a_list_hangs_on_its_numbers_and_marks() {
    assert_snapshot!(set(
        "
        list: 一、第一项工作是修路,要修到每一户人家的门口。
        list: （二）第二项工作是通水,要通到每一块茶园里去。
        list: ①第三项工作是请客,要请来更多的采购商到茶园。
        list: 4. 第四项工作是总结,要总结出更多的好经验来。
        list: 没有编号的工作也是工作,也要一件一件做好它。
        ",
        40), @"
    |    一、第一项工作是修路，要修到每一户  |
    |        人家的门口。                    |
    |    （二）第二项工作是通水，要通到每一  |
    |          块茶园里去。                  |
    |    ①第三项工作是请客，要请来更多的采   |
    |     购商到茶园。                       |
    |    4. 第四项工作是总结，要总结出更多   |
    |       的好经验来。                     |
    |    • 没有编号的工作也是工作，也要一件  |
    |      一件做好它。                      |
    ");
}

#[test]
fn a_quote_stands_in_from_both_margins() {
    assert_snapshot!(set(
        "p: 他说：\nquote: 云溪镇的茶叶不愁卖，愁的是没有人来采，没有人来制。\np: 大家笑了。",
        40), @"
    |    他说：                              |
    |                                        |
    |        云溪镇的茶叶不愁卖，愁的是      |
    |    没有人来采，没有人来制。            |
    |                                        |
    |    大家笑了。                          |
    ");
}

#[test]
fn a_caption_has_a_mark_of_its_own_unless_the_paper_gave_one() {
    assert_snapshot!(set(
        "caption: 图为采购商走进茶园，现场订下秋茶，茶农在一旁介绍。",
        30), @"
    |    ▴ 图为采购商走进茶园，现  |
    |      场订下秋茶，茶农在一旁  |
    |      介绍。                  |
    ");
    assert_snapshot!(set("caption: ▲采购商走进茶园。", 30), @"|    ▲采购商走进茶园。         |");
}

#[test]
fn a_note_is_parted_by_a_short_rule_or_by_its_brackets() {
    assert_snapshot!(set(
        "p: 茶园里很热闹。\nnote: 作者为云溪镇茶叶协会会长。",
        30), @"
    |    茶园里很热闹。            |
    |                              |
    |    ────────                  |
    |    作者为云溪镇茶叶协会会长。|
    ");
    assert_snapshot!(set(
        "p: 茶园里很热闹。\nnote: （作者为云溪镇茶叶协会会长）",
        30), @"
    |    茶园里很热闹。            |
    |                              |
    |    （作者为云溪镇茶叶协会    |
    |    会长）                    |
    ");
}

#[test]
fn verse_is_set_line_by_line_and_turned_lines_stand_in() {
    assert_snapshot!(set(
        "verse: 采茶采到半山腰\nverse: 一片云来一片雾一声山歌过了桥",
        24), @"
    |采茶采到半山腰          |
    |一片云来一片雾一声山歌  |
    |  过了桥                |
    ");
}

#[test]
fn a_table_is_aligned_by_cells_with_figures_at_the_right() {
    assert_snapshot!(set(
        "table: 品种|产量(吨)|价格⏎云雾茶|4.1|1,300⏎毛尖|15.1|280",
        40), @"
    |       品种    产量（吨）   价格        |
    |       ─────────────────────────        |
    |       云雾茶         4.1  1,300        |
    |       毛尖          15.1    280        |
    ");
}

#[test]
fn a_table_too_wide_is_wrapped_in_its_columns() {
    assert_snapshot!(set(
        "table: 项目|说明⏎修路|从镇口修到山顶的每一户茶农的家门口⏎通水|从水库引到每一块茶园",
        30), @"
    |项目  说明                    |
    |──────────────────────────────|
    |修路  从镇口修到山顶的        |
    |      每一户茶农的家门口      |
    |通水  从水库引到每一块茶园    |
    ");
}

#[test]
fn a_cell_is_broken_at_its_own_blank_before_between_words() {
    assert_snapshot!(set(
        "table: 项目|说明⏎一期|新能源汽车 电池工厂开建⏎二期|供水站",
        22), @"
    |项目  说明            |
    |──────────────────────|
    |一期  新能源汽车      |
    |      电池工厂开建    |
    |二期  供水站          |
    ");
}

#[test]
fn a_byline_is_broken_between_names_and_no_number_from_its_unit() {
    let facts = Facts {
        after_byline: "1811 字".to_owned(),
        ..Facts::default()
    };
    let names = "byline: 本报记者 孙小满 黄茶生 李 强 通讯员 欧阳春晓\np: 文";
    let story = Story::of(names);
    let set = |width| {
        let page = page(&story.set_with(&facts, width, &Style::default()), width);
        let blank = format!("|{}|", " ".repeat(width.into()));
        page.split(&blank).next().unwrap_or("").to_owned()
    };
    assert_snapshot!(set(40), @"
    |      本报记者 孙小满 黄茶生 李 强      |
    |       通讯员 欧阳春晓 · 1811 字        |
    ");
    assert_snapshot!(set(30), @"
    | 本报记者 孙小满 黄茶生 李 强 |
    |  通讯员 欧阳春晓 · 1811 字   |
    ");
    assert_snapshot!(set(20), @"
    |  本报记者 孙小满   |
    |    黄茶生 李 强    |
    |  通讯员 欧阳春晓   |
    |      1811 字       |
    ");
    assert_snapshot!(set(10), @"
    | 本报记者 |
    |  孙小满  |
    |  黄茶生  |
    |  李 强   |
    |  通讯员  |
    | 欧阳春晓 |
    | 1811 字  |
    ");
    assert_snapshot!(set(6), @"
    | 本报 |
    | 记者 |
    |孙小满|
    |黄茶生|
    |李 强 |
    |通讯员|
    | 欧阳 |
    | 春晓 |
    | 1811 |
    |  字  |
    ");
}

#[test]
fn a_signature_and_its_date_stand_at_the_right() {
    let notice = "p: 因管道检修，请提前储水。\np: 江城供水有限公司\np: 10月24日";
    assert_snapshot!(set(notice, 40), @"
    |    因管道检修，请提前储水。            |
    |                  江城供水有限公司      |
    |                      10月24日          |
    ");
    assert_snapshot!(set(notice, 12), @"
    |  因管道检  |
    |修，请提前  |
    |储水。      |
    | 江城供水   |
    | 有限公司   |
    | 10月24日   |
    ");
}

#[test]
fn who_said_it_stands_under_a_quotation_at_its_right() {
    assert_snapshot!(set("quote: 好茶要慢慢喝。\nquote: ——白露\np: 他说。\np: “慢慢喝。”\np: -- 白露", 40), @"
    |        好茶要慢慢喝。                  |
    |                            ——白露      |
    |                                        |
    |    他说。                              |
    |    “慢慢喝。”                          |
    |                           -- 白露      |
    ");
}

#[test]
fn a_table_much_too_wide_is_set_as_records() {
    assert_snapshot!(set(
        "table: 品种|产量|价格|产地|电话⏎云雾茶|4.1|1,300|云溪镇|12345678⏎毛尖|15.1|280|白水村|87654321",
        24), @"
    |品种：云雾茶            |
    |产量：4.1               |
    |价格：1,300             |
    |产地：云溪镇            |
    |电话：12345678          |
    |                        |
    |品种：毛尖              |
    |产量：15.1              |
    |价格：280               |
    |产地：白水村            |
    |电话：87654321          |
    ");
}

#[test]
fn a_record_breaks_by_sense_and_its_label_keeps_its_colon() {
    let records = |name: &str, value: &str, width| {
        let table = format!("地方|时间|人数|{name}⏎桥头村|十月三日|一百二十|{value}");
        let table = set(&format!("table: {table}"), width);
        assert!(table.contains("地方：桥头村"), "{table}");
        table
    };
    // A name that does not fit beside the others stands in the next row.
    let names = records("负责人", "孙小广 黄培新", 20);
    assert!(names.contains("|负责人：孙小广      |"), "{names}");
    let words = records("承办", "新桥村茶叶有限公司", 20);
    assert!(words.contains("|承办：新桥村茶叶    |"), "{words}");
    let long = records("负责采摘的人", "孙小广", 18);
    assert!(long.contains("|负责采摘的人：    |"), "{long}");
    let longer = records("负责采摘和炒制的所有人", "孙小广", 18);
    assert!(longer.contains("所有人："), "{longer}");
    let latin = set(
        "table: place|county|number|people in charge⏎bridge|hill river|hundreds|Old Sun",
        18,
    );
    assert!(latin.contains("|people in charge: |"), "{latin}");
}

#[test]
fn a_picture_is_named_by_its_description() {
    assert_snapshot!(set("image: 采购商走进茶园", 40), @"|    〔图〕 采购商走进茶园               |");
    assert_snapshot!(set("image", 20), @"|       〔图〕       |");
}

#[test]
fn code_is_left_as_it_stands() {
    assert_snapshot!(set("code: fn main() {⏎    let tea = 1;⏎}", 20), @"
    |fn main() {         |
    |    let tea = 1;    |
    |}                   |
    ");
    assert_snapshot!(set("code: abcdefghijklmnopqrstuvwxyz", 20), @"
    |abcdefghijklmnopqrst|
    |uvwxyz              |
    ");
}

#[test]
fn a_rule_is_short_and_centred() {
    assert_snapshot!(set("rule", 40), @"|              ────────────              |");
}

#[test]
fn figures_stand_at_the_right_with_their_unit_and_beside_dashes() {
    assert_snapshot!(set(
        "table: 线路|间隔|客流|说明⏎1路|8分钟|1,234|增开⏎12路|12分钟|—|3班⏎3路|20分钟|98|停开2班",
        40), @"
    |      线路    间隔   客流  说明         |
    |      ────────────────────────────      |
    |      1路    8分钟  1,234  增开         |
    |      12路  12分钟      —  3班          |
    |      3路   20分钟     98  停开2班      |
    ");
}

#[test]
fn a_notes_number_stands_out_from_it() {
    assert_snapshot!(set(
        "p: 正文。\nnote: ①引自《云溪县志》第三卷，记者据原文校订。\nnote: [2]引自《云溪县志》第四卷，记者据原文校订。",
        36), @"
    |    正文。                          |
    |                                    |
    |    ────────                        |
    |    ①引自《云溪县志》第三卷，记者   |
    |     据原文校订。                   |
    |    [2]引自《云溪县志》第四卷，记   |
    |       者据原文校订。               |
    ");
}

#[test]
fn code_keeps_its_own_marks() {
    assert_snapshot!(set("code: s = f(变量,值)⏎if 条件: \"是?\"", 30), @r#"
    |    s = f(变量,值)            |
    |    if 条件: "是?"            |
    "#);
}

#[test]
fn a_footnote_stands_under_a_rule() {
    assert_snapshot!(set("p: 秋茶开园。\nnote: [^1]: 据县志。", 30), @"
    |    秋茶开园。                |
    |                              |
    |    ────────                  |
    |    ¹ 据县志。                |
    ");
}
