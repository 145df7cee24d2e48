//! Turnovers (回行): the second and further lines of a headline or a subhead that its column's edge cut.

use crate::loader::corrections::as_one;
use crate::loader::forms::bylines::Surety;
use crate::loader::forms::labels::{bracketed_end, is_box, is_bracketed, is_chair};
use crate::loader::rules::ends_with;
use crate::loader::source::lines::{Line, in_full};
use crate::loader::weighed::context::{Context, cut_by_leg};
use crate::loader::weighed::evidence::seams::word_seam_at;
use crate::loader::weighed::features::bigrams::Seam;

/// Most characters of a line that is taken for the rest of the one above though nothing at the seam says so; and most under
/// a line of two parts, which is a headline by itself.
const REST: [usize; 2] = [11, 7];

/// Whether a line that stands alone goes on with the one above, which its column's edge cut. Of 3,430 such pairs in real
/// papers' heads 3,282 were one; in nearly all others the seam showed it, or the second line was as long as a headline.
pub fn turns_over(context: &Context, i: usize) -> bool {
    let Some(above) = i
        .checked_sub(1)
        .filter(|p| as_one(context.correction(*p), context.correction(i)))
    else {
        return false;
    };
    if context.joins(i) == Some(true) {
        return true;
    }
    if context.bare || !cut_by_leg(context, above) {
        return false;
    }
    let (Some(first), Some(line)) = (context.lines.get(above), context.lines.get(i)) else {
        return false;
    };
    let long = |line: &Line| line.stops > 0 || line.commas > 2;
    if first.ends_sentence()
        || long(first)
        || long(line)
        || context.recognised.get(above).is_some_and(|l| l.signed)
    {
        return false;
    }
    let (a, b) = (first.span.of(context.source), line.span.of(context.source));
    let (folded_a, folded_b) = (in_full(a), in_full(b));
    let dash = |c: char| matches!(c, '—' | '―');
    if b.starts_with(dash) || a.ends_with(dash) || bracketed_end(&folded_a).is_some() {
        return false;
    }
    if is_bracketed(&folded_b) {
        // Its column's name belongs to a headline; a day in brackets is its deck.
        return bracketed_end(&format!("{folded_a}{folded_b}")).is_some()
            && !b.contains(|c: char| c.is_ascii_digit() || matches!(c, '日' | '号'));
    }
    if is_own(context, i, &folded_b) {
        return false;
    }
    // The dictionary is asked last: it takes longest.
    let tied = || word_seam_at(context, above, i).is_some_and(|j| j.parts || j.lasts || j.begins);
    if matches!(context.words.seam(a, b), Seam::Word | Seam::Pair) || tied() {
        return true;
    }
    // 王建国 under a headline that happens to fill its line is its writer, unless the line closes what the headline opened.
    let seen = context.recognised.get(i).and_then(|l| l.names);
    let named = matches!(
        seen,
        Some(Surety::Names | Surety::Titled | Surety::Body | Surety::Role)
    );
    let open = line.open < 0 || a.ends_with('、');
    let rest = REST[usize::from(first.spaced)];
    (!named || open)
        && b.chars().count() <= rest
        && !ends_with(&folded_a, &context.rules.deck.event_ends)
}

/// Whether a line is something of its own, however full the line above is: a column, a box's head, a notice's
/// enclosure, who took the chair.
fn is_own(context: &Context, i: usize, folded: &str) -> bool {
    context
        .recognised
        .get(i)
        .is_some_and(|l| l.column || l.is_day)
        || is_box(context.rules, folded)
        || folded.starts_with("附：")
        || is_chair(context.rules, folded)
}

#[cfg(test)]
mod tests {
    use crate::issue::BlockKind;
    use crate::loader::{Options, load};

    /// Lines cut at fifteen characters, without a blank line but the masthead's.
    const PAGE: &str = "\
        山城日报\u{3000}2026年4月3日\n\
        \n\
        山城新桥昨日通车，两岸居民从此\n\
        不必再等渡船过江\n\
        本报讯\u{3000}山城新桥昨日通车，桥长\n\
        八百米，两岸的人都来看，桥下还\n\
        泊着渡船，船工说从今天起不再摆\n\
        渡了。\n\
        老渡口改造为公园，十月向市民开\n\
        放\n\
        ——船工李大江守渡口三十年\n\
        \u{3000}\u{3000}本报讯\u{3000}老渡口昨日开始改造，码\n\
        头上的石阶要留着，渡船也要留一\n\
        条，让孩子们知道从前怎样过江。\n\
        \u{3000}\u{3000}石阶一级也不拆，青石板一块也\n\
        不换\n\
        \u{3000}\u{3000}设计的人说，石阶有三百年了，\n\
        哪一级都不能动，要修的只是栏杆\n\
        和路灯，还有那间候船的屋子。\n\
        \u{3000}\u{3000}公园里还要开一间茶馆，卖的还是\n\
        从前的大碗茶\n\
        \u{3000}\u{3000}茶馆请了老船工来讲古，讲他们在\n\
        江上见过的大水和大雪。\n\
        \n\n";

    #[test]
    fn a_heading_cut_at_its_columns_edge_is_one() {
        let issue = load(PAGE.as_bytes().to_vec(), &Options::default()).issue;
        let heads: Vec<_> = issue
            .articles()
            .map(|(_, a)| {
                let of = |t: &Option<crate::issue::Text>| {
                    t.as_ref().map(|t| t.of(&issue.source)).unwrap_or_default()
                };
                (of(&a.headline), of(&a.deck))
            })
            .collect();
        assert_eq!(
            heads,
            [
                (
                    "山城新桥昨日通车，两岸居民从此不必再等渡船过江".to_owned(),
                    String::new()
                ),
                (
                    "老渡口改造为公园，十月向市民开放".to_owned(),
                    "——船工李大江守渡口三十年".to_owned()
                ),
            ]
        );
        let (_, last) = issue.articles().last().expect("two articles");
        let subheads: Vec<String> = last
            .blocks
            .iter()
            .filter(|b| b.kind == BlockKind::Subhead)
            .map(|b| b.text.of(&issue.source))
            .collect();
        assert_eq!(
            subheads,
            [
                "石阶一级也不拆，青石板一块也不换",
                "公园里还要开一间茶馆，卖的还是从前的大碗茶"
            ]
        );
    }

    /// Headline and byline of the last article of a page whose second headline fills its line, with a line below it.
    fn under_a_full_line(line: &str) -> (String, String) {
        let text = format!(
            "山城晚报\u{3000}2024年4月3日\n\n茶香里的山村\n\n陈晓东\n\n\u{3000}\u{3000}春雨下了一夜，山里的茶树都绿了。清\n\
             晨推窗，远远近近是采茶人的笑声，竹篓在\n雾里时隐时现，像一只只小船。\n\
             \u{3000}\u{3000}村里的老人说，今年的茶比往年早了七\n天，头一锅炒出来的味道最好，要留给远方\n回来的孩子，等他们过年时喝。\n\n\
             山里的茶树又绿了采茶人的笑声在雾里飘着\n{line}\n\n\u{3000}\u{3000}春雨下了一夜，山里的茶树都绿了。清\n\
             晨推窗，远远近近是采茶人的笑声，竹篓在\n雾里时隐时现，像一只只小船，慢慢划过。\n"
        );
        let issue = load(text.into_bytes(), &Options::default()).issue;
        let (_, article) = issue.articles().last().expect("two articles");
        let of = |t: &Option<crate::issue::Text>| {
            let text = t.as_ref().map(|t| t.of(&issue.source));
            text.unwrap_or_default()
        };
        (of(&article.headline), of(&article.byline))
    }

    #[test]
    fn a_byline_below_a_headline_that_fills_its_line_is_no_rest_of_it() {
        let headline = "山里的茶树又绿了采茶人的笑声在雾里飘着";
        for byline in ["王建国", "李 明", "王建国 李明", "省委党校 王建国"] {
            let read = under_a_full_line(byline);
            assert_eq!(read, (headline.to_owned(), byline.to_owned()));
        }
        for own in ["王建国主持", "记者手记", "附：茶谱"] {
            let (read, _) = under_a_full_line(own);
            assert!(!read.contains(&format!("{headline}{own}")), "{read}");
        }
        let (read, _) = under_a_full_line("荡着");
        assert_eq!(read, format!("{headline}荡着"));
    }

    #[test]
    fn lines_of_a_text_without_punctuation_are_joined_and_make_no_headings() {
        let leg = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            let lines = chars
                .chunks(12)
                .map(|l| l.iter().collect::<String>() + "\n");
            lines.collect::<String>()
        };
        let text = format!(
            "江城公報\n\n中華民國二年四月三日禮拜四\n\n論說\n\n論江橋之利\n{}\n本埠新聞\n\n渡船改業\n{}\n學堂開課\n{}",
            leg(
                "夫江橋者兩岸往來之要道也昔無橋時渡者候舟於岸風雨則阻夜深則止行旅苦之今橋成而車馬晝夜不絕\
                 米價因之而平商賈因之而集其利豈不大哉惟橋工甫竣歲修之費尚無所出是所望於兩岸紳商者也"
            ),
            leg("江上渡船三十餘艘自橋成後生意清淡現已改爲運米往來於上下游各鎭每船日可得銀元一枚云"),
            leg("江東小學堂於昨日開課到堂者八十餘人堂中置有新製之地圖兩幅觀者稱便"),
        );
        let issue = load(text.as_bytes().to_vec(), &Options::default()).issue;
        let blocks: Vec<(BlockKind, usize)> = issue
            .articles()
            .flat_map(|(_, a)| &a.blocks)
            .map(|b| (b.kind, b.text.of(&issue.source).chars().count()))
            .collect();
        let texts = blocks.iter().filter(|(_, count)| *count > 20);
        assert_eq!(texts.clone().count(), 3, "{blocks:?}");
        assert!(
            texts
                .into_iter()
                .all(|(kind, _)| *kind == BlockKind::Paragraph)
        );
    }
}
