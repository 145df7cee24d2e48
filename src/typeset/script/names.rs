//! Names of persons, whose characters keep their form in Traditional where other words change it: 余 范 于 岳 are surnames,
//! 餘 範 於 嶽 are none. A title, what goes before a name, what follows one, or the article's byline tells a name.

use super::table::Cover;
use crate::issue::Article;
use crate::typeset::{
    class::{is_figure, is_wide_word},
    words::word_starts,
};

/// What follows a surname only.
const TITLES: &str = "先生 女士 小姐 太太 同志 夫人 师傅 阿姨 大姐 大哥 大爷 大妈 大娘 大伯 大叔 奶奶 爷爷 老汉 老师 老太 某某 家村 家庄 姓 氏";
/// Offices, which follow a surname that begins a clause.
const OFFICES: &str = "书记 主任 局长 教授 医生 经理 院长 校长 队长 所长 站长 镇长 村长 县长 市长 馆长 主席 董事长 律师 法官 警官 教练 博士 秘书长 会长 厂长 处长 科长";
/// What a writer is called, before the name.
const WRITERS: &str =
    "记者 通讯员 实习生 评论员 特派员 作者 译者 编译 摄影 撰文 撰稿 整理 编辑 绘图 制图";
/// What else stands before a name.
const CALLED: &str = "教授 主任 书记 局长 院长 校长 医生 老师 经理 镇长 村长 县长 市长 馆长 董事长 村民 居民 市民 党员 选手 队员 同学 学生 教练 导演 \
    演员 司机 律师 民警 警官 护士 战士 工人 农民 工程师 研究员 负责人 妻子 丈夫 儿子 女儿 父亲 母亲 老伴 名叫 叫做 老板 户主 队长 师傅 院士 博士";
/// What follows a name.
const SAYS: &str =
    "说 表示 介绍 告诉 认为 坦言 报道 摄 指出 强调 回忆 透露 解释 笑 感慨 称 带领 等 和 与 率";
/// Words that begin as those do.
const NO_SAYS: &str = "说明 说法 说服 称为 称号 等级 等于 等等 和平 和谐 笑容 率先 摄影 摄像 摄入 摄氏 摄取 与会 与其";
/// Persons whom every reader knows, and who stand where nothing else tells a name.
const KNOWN: &str = "余秋雨 余光中 余承东 范仲淹 范成大 范长江 郁达夫 于右任 岳飞";
/// What ends where a thing is, and no given name: 于车内.
const PLACES: &str = "中内外上下里间旁边处前后时";
/// What no given name begins with.
const NO_GIVEN: &str =
    "的是了在下他她它我你这那此其一二三四五六七八九十百千万今昨明近本人们时年月日";

/// Characters of a byline's names that may keep their form.
fn keeps(c: char) -> bool {
    is_common(c) || is_rare(c)
}

/// Surnames that are common, and stand as they are where they are told.
fn is_common(c: char) -> bool {
    matches!(
        c,
        '余' | '范' | '于' | '岳' | '郁' | '涂' | '游' | '朴' | '谷'
    )
}

/// Surnames that are rare: only a title or 姓 tells them.
fn is_rare(c: char) -> bool {
    matches!(
        c,
        '党' | '丰' | '后' | '咸' | '干' | '种' | '台' | '占' | '里' | '冲'
    )
}

/// The names in an article's byline, in which a character keeps its form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Names(Vec<String>);

impl Names {
    /// Of an article.
    pub fn of(article: &Article, source: &str) -> Self {
        let byline = article.byline.as_ref().map(|byline| byline.of(source));
        let mut names = Vec::new();
        for run in byline.as_deref().unwrap_or("").split(|c| !is_wide_word(c)) {
            let writers = WRITERS.split(' ').filter_map(|writer| {
                let at = run.rfind(writer)?;
                Some(at + writer.len())
            });
            let name = run.get(writers.max().unwrap_or(0)..).unwrap_or("");
            if (2..=4).contains(&name.chars().count()) && name.contains(keeps) {
                names.push(name.to_owned());
            }
        }
        names.sort_unstable();
        names.dedup();
        Self(names)
    }

    /// Whether a character at a byte of a text stands in one of them.
    fn hold(&self, text: &str, at: usize, c: char) -> bool {
        self.0.iter().any(|name| {
            // 丰 is a surname, but 豐 within a given name; 里 is 里 there, too.
            let mut places = name.match_indices(c).map(|(within, _)| within);
            places.any(|within| {
                if within > 0 && is_rare(c) && c != '里' {
                    return false;
                }
                let there = at.checked_sub(within).and_then(|from| text.get(from..));
                there.is_some_and(|there| there.starts_with(name.as_str()))
            })
        })
    }
}

/// Whether the character at a byte of a text in Simplified is a name's, and keeps its form in Traditional; `cover` tells
/// whether it stands in a phrase of the table.
pub fn is_name(text: &str, at: usize, c: char, cover: Cover, names: &Names) -> bool {
    if !keeps(c) {
        return false;
    }
    if names.hold(text, at, c) {
        return true;
    }
    let before = text.get(..at).unwrap_or("");
    let after = text.get(at + c.len_utf8()..).unwrap_or("");
    let any = |words: &str, is: &dyn Fn(&str) -> bool| words.split(' ').any(is);
    let ends = |words| any(words, &|word| before.ends_with(word));
    // 校长于得水: 长于 is a phrase, but none begins within a word for what one is called.
    let office = || ends(CALLED) || ends(OFFICES);
    if cover == Cover::Within && !(is_common(c) && office()) {
        return false;
    }
    let last = before.chars().next_back();
    let begins = begins_clause(last);
    if before.ends_with('姓') && !before.ends_with("百姓") && c != '党' {
        return true;
    }
    let some = after
        .strip_prefix('某')
        .and_then(|rest| rest.chars().next());
    let someone = begins
        && after.starts_with('某')
        && !some.is_some_and(|c| "些个种一地天日年人".contains(c));
    let titled = someone || any(TITLES, &|title| after.starts_with(title));
    if titled && (begins || c != '于' && starts_word(text, at)) {
        return true;
    }
    if is_rare(c) {
        return false;
    }
    if begins && any(OFFICES, &|office| after.starts_with(office)) {
        return true;
    }
    let known = any(KNOWN, &|name| {
        let given = name.strip_prefix(c);
        given.is_some_and(|given| after.starts_with(given))
    });
    if known && (begins || starts_word(text, at)) {
        return true;
    }
    let listed = is_listed(before);
    let written = listed || ends(WRITERS);
    // A phrase of the table knows better, but for who wrote.
    if cover == Cover::Begins && !written {
        return false;
    }
    let called = written || office();
    (begins || called) && (has_given(c, after, called) || listed && ends_item(c, after))
}

/// Whether a text ends in those who write, or in a list of their names that goes on: 记者范波、, 通讯员 .
fn is_listed(before: &str) -> bool {
    /// Bytes of the longest list that is looked at.
    const NEAR: usize = 120;
    let parts = |c: char| c == '、' || c == ' ' || c == '\u{3000}';
    if !before.ends_with(parts) {
        return false;
    }
    let from =
        (before.len().saturating_sub(NEAR)..=before.len()).find(|&at| before.is_char_boundary(at));
    let near = before.get(from.unwrap_or(0)..).unwrap_or("");
    let behind = |writer: &str| near.get(near.rfind(writer)? + writer.len()..);
    let items = WRITERS
        .split(' ')
        .filter_map(behind)
        .min_by_key(|rest| rest.len());
    let Some(items) = items.map(|items| items.trim_start_matches([' ', '\u{3000}'])) else {
        return false;
    };
    let name =
        |item: &str| (2..=3).contains(&item.chars().count()) && item.chars().all(is_wide_word);
    items.split_terminator(parts).all(name)
}

/// Whether a given name follows that ends an item of a list of names: 、于洋、.
fn ends_item(surname: char, after: &str) -> bool {
    let given = after.find(|c| !is_wide_word(c)).unwrap_or(after.len());
    let given = after.get(..given).unwrap_or("");
    let word = word_starts(given).len() == 2 && given.chars().count() > 1;
    // 明 begins 明年, and is a given name.
    let other = |c: char| c != '明' && NO_GIVEN.contains(c);
    (1..=2).contains(&given.chars().count())
        && !(word && (surname == '于' || given.starts_with('明')))
        && !given.starts_with(other)
        && !(surname == '于' && given.ends_with(|c| PLACES.contains(c)))
}

/// Whether a name of one or two Han beside the surname stands here alone in a line of those who write: 记者 曾小满 任波.
pub fn is_in_byline(before: &str, after: &str) -> bool {
    const NEAR: usize = 120;
    let names = before.trim_end();
    let from =
        (names.len().saturating_sub(NEAR)..=names.len()).find(|&at| names.is_char_boundary(at));
    let near = names.get(from.unwrap_or(0)..).unwrap_or("");
    let behind = |writer: &str| Some(near.get(near.rfind(writer)? + writer.len()..)?.to_owned());
    let others = WRITERS
        .split(' ')
        .filter_map(behind)
        .min_by_key(String::len);
    let listed =
        others.is_some_and(|names| names.chars().all(|c| is_wide_word(c) || c.is_whitespace()));
    let given = after.chars().take_while(|&c| is_wide_word(c)).count();
    names.len() < before.len() && listed && (1..=2).contains(&given)
}

/// Whether a clause begins behind a character, and no number goes on: 说余波, but 300余家.
fn begins_clause(last: Option<char>) -> bool {
    last.is_none_or(|c| !is_wide_word(c) && !is_figure(c) && !matches!(c, '“' | '‘' | '%' | '％'))
}

/// Whether a word of the dictionary begins at a byte of a text: 在余先生家, but not 其余先生们.
fn starts_word(text: &str, at: usize) -> bool {
    const NEAR: usize = 24;
    let from = (at.saturating_sub(NEAR)..=at).find(|&from| text.is_char_boundary(from));
    let to = (at + NEAR).min(text.len());
    let to = (to..=text.len()).find(|&to| text.is_char_boundary(to));
    let (from, to) = (from.unwrap_or(at), to.unwrap_or(text.len()));
    let near = text.get(from..to).unwrap_or("");
    word_starts(near).contains(&(at - from))
}

/// Whether a text begins with what follows a name.
fn says(rest: &str) -> bool {
    let begins = |words: &str| words.split(' ').any(|word| rest.starts_with(word));
    begins(SAYS) && !begins(NO_SAYS)
}

/// Whether a surname stands where a name may, and a given name follows with what follows names: 查小满说, 村民葛波、.
pub fn is_before_given(surname: char, before: &str, after: &str) -> bool {
    let begins = begins_clause(before.chars().next_back());
    let ends = |words: &str| words.split(' ').any(|word| before.ends_with(word));
    let called = ends(WRITERS) || ends(CALLED);
    // 作者单位, 记者解释.
    let pair: String = std::iter::once(surname)
        .chain(after.chars().take(1))
        .collect();
    if pair.len() > surname.len_utf8() && word_starts(&pair).len() == 2 {
        return false;
    }
    (called || begins) && has_given(surname, after, called)
}

/// Whether a given name of one or two Han follows, and then what follows names: 岳小满说, 余波报道. Behind what one is called
/// a mark may follow, too: 村民范波、.
fn has_given(surname: char, after: &str, called: bool) -> bool {
    for (number, (at, c)) in after.char_indices().take(2).enumerate() {
        if !is_wide_word(c) || NO_GIVEN.contains(c) {
            return false;
        }
        let end = at + c.len_utf8();
        let rest = after.get(end..).unwrap_or("");
        let next = rest.chars().next();
        let ended = called && next.is_none_or(|c| !is_wide_word(c) && !c.is_ascii_digit());
        if says(rest) || ended {
            // 于北京报道: what is a word of its own is a place or a time.
            let given = after.get(..end).unwrap_or("");
            let word = || word_starts(given).len() == 2 && number > 0;
            let two = number > 0 && !given.ends_with(|c| PLACES.contains(c));
            return surname != '于' || !word() && (two || !ended);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::super::Script;
    use super::*;
    use crate::issue::{Span, Text};

    fn check(pairs: &[(&str, &str)]) {
        for (simplified, traditional) in pairs {
            let written = Script::Traditional.spelled(simplified);
            assert_eq!(written, *traditional, "{simplified}");
        }
    }

    #[test]
    fn a_surname_keeps_its_form_before_a_title_and_behind_what_one_is_called() {
        check(&[
            ("余先生说，不去。", "余先生說，不去。"),
            ("范先生说，不去。", "范先生說，不去。"),
            ("记者余波报道。", "記者余波報道。"),
            ("于先生说。", "于先生說。"),
            ("岳小满说。", "岳小滿說。"),
            ("郁先生、涂女士", "郁先生、涂女士"),
            ("他姓余，住在岳家村", "他姓余，住在岳家村"),
            ("校长范小满介绍，村民于海说", "校長范小滿介紹，村民于海說"),
            ("他在余先生家", "他在余先生家"),
            ("游教授认为", "游教授認爲"),
            ("姜先生，沈女士，谷先生", "姜先生，沈女士，谷先生"),
            ("钟先生，叶女士", "鍾先生，葉女士"),
        ]);
    }

    #[test]
    fn other_words_change_as_ever() {
        check(&[
            (
                "余额，其余先生们，三十余先生",
                "餘額，其餘先生們，三十餘先生",
            ),
            ("模范，范围，示范先生", "模範，範圍，示範先生"),
            ("由于，于是他说，在于老师", "由於，於是他說，在於老師"),
            (
                "记者于北京报道，记者于昨日说",
                "記者於北京報道，記者於昨日說",
            ),
            ("山岳，五岳", "山嶽，五嶽"),
            ("郁闷，涂料，忧郁说", "鬱悶，塗料，憂鬱說"),
            ("余下的人说，百姓余粮", "餘下的人說，百姓餘糧"),
            ("老师余下的课", "老師餘下的課"),
            ("书300余册，80余家、", "書300餘冊，80餘家、"),
            ("“余影”，余音、", "“餘影”，餘音、"),
            ("专注于某些特定细节", "專注於某些特定細節"),
            (
                "央企姓党、党总揽全局，占总数",
                "央企姓黨、黨總攬全局，佔總數",
            ),
            ("游神、游雄安，", "遊神、遊雄安，"),
            ("游客说，旅游先生", "遊客說，旅遊先生"),
            ("会后先生们说，党委说", "會後先生們說，黨委說"),
        ]);
    }

    #[test]
    fn names_in_a_list_behind_those_who_write_keep_theirs() {
        check(&[
            (
                "本报记者范波、于洋、余明、岳云",
                "本報記者范波、于洋、余明、岳雲",
            ),
            ("记者 钟小满、于洋报道，", "記者 鍾小滿、于洋報道，"),
            ("（通讯员 范波 余明）", "（通訊員 范波 余明）"),
            ("厂长于得水，校长于得水说", "廠長于得水，校長于得水說"),
            ("余秋雨散文", "余秋雨散文"),
        ]);
    }

    #[test]
    fn what_is_no_name_in_a_list_changes() {
        check(&[
            (
                "记者、于是他说，记者范波、余下的人",
                "記者、於是他說，記者范波、餘下的人",
            ),
            (
                "农民余粮、余钱充足，茶、余音、余波",
                "農民餘糧、餘錢充足，茶、餘音、餘波",
            ),
            (
                "记者 于北京报道，记者 于昨日说",
                "記者 於北京報道，記者 於昨日說",
            ),
            ("司机于车内，队长于山中，", "司機於車內，隊長於山中，"),
            ("其余秋雨，谷物，谷雨时节", "其餘秋雨，穀物，穀雨時節"),
            ("里面，家里、屋里说", "裏面，家裏、屋裏說"),
        ]);
    }

    #[test]
    fn a_bylines_names_keep_theirs_wherever_they_stand() {
        let source = "本报记者 余明 范波 通讯员于小海";
        let article = Article {
            byline: Some(Text::at(Span::new(0, source.len()))),
            ..Article::default()
        };
        let names = Names::of(&article, source);
        assert_eq!(names.0, ["于小海", "余明", "范波"]);
        let spelled = |text: &str| {
            let respelled = Script::Traditional.respell(text, &names, || source);
            respelled.map_or_else(|| text.to_owned(), |r| r.text)
        };
        assert_eq!(spelled(source), "本報記者 余明 范波 通訊員于小海");
        assert_eq!(spelled("余明范波捐书"), "余明范波捐書");
        assert_eq!(spelled("余波未平"), "餘波未平");
        let source = "通讯员 谷雨 姜里 丰小里";
        let article = Article {
            byline: Some(Text::at(Span::new(0, source.len()))),
            ..Article::default()
        };
        let names = Names::of(&article, source);
        let respelled = Script::Traditional.respell(source, &names, || "");
        let expected = "通訊員 谷雨 姜里 丰小里".to_owned();
        assert_eq!(respelled.map(|r| r.text), Some(expected));
        let names = Names(vec!["向小丰".to_owned(), "丰小满".to_owned()]);
        let respelled = Script::Traditional.respell("向小丰、丰小满来访", &names, || "");
        let expected = "向小豐、丰小滿來訪".to_owned();
        assert_eq!(respelled.map(|r| r.text), Some(expected));
    }
}
