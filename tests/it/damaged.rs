//! Texts that extraction damaged: heads that lost their marks, and pieces that lack their stop but were not cut.

use kanbao::issue::{Article, Issue, Text};
use kanbao::loader::{self, Options};

fn issue(text: &str) -> Issue {
    loader::load(text.as_bytes().to_vec(), &Options::default()).issue
}

fn of(issue: &Issue, text: Option<&Text>) -> Option<String> {
    text.map(|t| t.of(&issue.source))
}

fn heads(issue: &Issue) -> Vec<[Option<String>; 2]> {
    let both = |a: &Article| [&a.kicker, &a.headline].map(|t| of(issue, t.as_ref()));
    issue.articles().map(|(_, a)| both(a)).collect()
}

const BRIDGE: &str =
    "# 山城通新桥\n\n记者 王小川\n\n新桥全长八百米，两岸的人都来看，桥下还泊着渡船。\n\n";
const GRAIN: &str = "记者 李大江\n\n县农业农村局说，今年的夏粮总产预计比去年多一成，各乡镇合作社的收割机已经下地。\n\n";

/// The heads read of a second story that has a kicker without its mark.
fn second(kicker: &str, headline: &str) -> [Option<String>; 2] {
    let issue = issue(&format!(
        "{BRIDGE}{kicker}\n\n# {headline}\n\n{GRAIN}{BRIDGE}"
    ));
    heads(&issue).swap_remove(1)
}

#[test]
fn a_line_without_a_stop_over_a_headline_is_its_kicker() {
    for (kicker, headline) in [
        ("山城夏粮总产预计比去年增加一成", "各乡收割机下地抢收"),
        // Longer than most headlines.
        (
            "山城县农业农村局与各乡镇合作社联合组织夏粮抢收机械调度",
            "收割机下地抢收",
        ),
        (
            "种粮大户李大江带着乡亲在渡口边的河滩地上开荒种粮三十年——",
            "把好种子留给乡亲",
        ),
    ] {
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(second(kicker, headline), [some(kicker), some(headline)]);
    }
}

#[test]
fn what_ends_a_text_is_no_kicker_of_the_next() {
    for line in [
        "新桥明年也要通公共汽车。",
        "本报通讯员 赵大河",
        "（作者单位：山城县交通局）",
    ] {
        let [kicker, headline] = second(line, "各乡收割机下地抢收");
        assert_eq!(
            (kicker, headline.as_deref()),
            (None, Some("各乡收割机下地抢收")),
            "{line}"
        );
    }
}

#[test]
fn a_short_first_piece_without_a_stop_sums_the_text_up() {
    let text = "# 老桥还要不要\n\n李大江\n\n\
                老桥走了两百年的人，新桥修好之后它是拆是留，要听两岸住户怎么说\n\n\
                山城县的老桥建于清代，桥面窄，过不了汽车，平日里只有赶集的人从上面走。\n\n\
                住在桥头的人说，桥拆了就再也没有了。\n";
    let issue = issue(text);
    let (_, article) = issue.articles().next().expect("an article");
    assert_eq!(article.blocks.len(), 3);
}

#[test]
fn the_numbers_of_what_a_headline_says_are_its_deck() {
    for (headline, deck) in [
        (
            "山城县乡村供水条件持续改善",
            "集中供水的水厂覆盖百分之七十二的村庄",
        ),
        ("山城县老桥面貌焕然一新", "桥面与两岸步道修缮面积超七成"),
    ] {
        let text = format!(
            "山城通新桥\n\n本报讯（记者 王小川）新桥全长八百米，两岸的人都来看，桥下还泊着渡船。\n\n\
             {headline}\n\n{deck}\n\n本报讯（记者 李大江）记者昨日从县里获悉，山城县老桥的面貌、乡村供水的条件都在改善，年内工程完工验收。\n"
        );
        let issue = issue(&text);
        let (_, article) = issue.articles().nth(1).expect("two articles");
        let read = [&article.kicker, &article.headline, &article.deck];
        let read = read.map(|t| of(&issue, t.as_ref()));
        let some = |s: &str| Some(s.to_owned());
        assert_eq!(read, [None, some(headline), some(deck)]);
    }
}

/// Two reports in a column fourteen ems wide, paragraphs indented, the first one's last line as wide as the column.
fn narrow(last: &str, headline: &str) -> Vec<String> {
    let text = format!(
        "山城通新桥\n\u{3000}\u{3000}本报讯 （记者王小川）\n新桥全长八百米，两岸的人都来\n看，桥下还泊着渡船，船工说渡\n船还要再开一阵子。\n\
         \u{3000}\u{3000}桥头的石碑上刻着修桥人的\n名字，字是老石匠刻的，一共花\n了三个月才全刻完{last}\n{headline}\n\
         \u{3000}\u{3000}本报山城7月13日电 （记者\n李大江）县里今年的夏粮总产预\n计比去年多一成，各乡收割机已\n经下地，合作社日夜抢收。\n"
    );
    let issue = issue(&text);
    let heads = heads(&issue).into_iter();
    heads.filter_map(|[_, headline]| headline).collect()
}

#[test]
fn a_line_at_the_margin_over_a_dateline_is_no_end_of_a_paragraph() {
    let headline = "县里的收割机都下地忙着抢收了";
    assert_eq!(narrow("，一个不差。", headline), ["山城通新桥", headline]);
}

#[test]
fn a_dateline_in_brackets_ends_its_text() {
    let headline = "收割机已下地忙着抢收了";
    let sent = "。\n\u{3000}\u{3000}（本报太湖县七月十三日电）";
    assert_eq!(narrow(sent, headline), ["山城通新桥", headline]);
}
