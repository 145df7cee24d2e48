//! Readings in Hanyu Pinyin: of words where a word tells how a character reads (银行, 行走), else of the characters
//! alone, a few of them by their neighbours (看得见, 高兴地说). Tones are those of dictionaries: 一 and 不 do not change.

mod neighbours;
mod surnames;

use super::{class::is_han, words::word_starts};
use crate::assets::READINGS;
use neighbours::{by_neighbours, is_tied};
use std::cmp::Ordering;
use std::sync::OnceLock;

/// Which characters have their reading above them; `typeset.pinyin`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Pinyin {
    /// None.
    #[default]
    Off,
    /// All that have one.
    All,
    /// Those outside the commonest 2,500 (现代汉语常用字表, 1988).
    Beyond2500,
    /// Those outside the commonest 3,500 (通用规范汉字表, 2013, first level).
    Beyond3500,
}

impl Pinyin {
    /// All, in the order in which a key goes through them.
    pub const ALL: [Self; 4] = [Self::Off, Self::All, Self::Beyond2500, Self::Beyond3500];

    /// The name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::All => "all",
            Self::Beyond2500 => "beyond-2500",
            Self::Beyond3500 => "beyond-3500",
        }
    }

    /// Of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|p| p.name() == name)
    }

    /// What comes after it.
    #[must_use]
    pub fn next(self) -> Self {
        let at = Self::ALL.iter().position(|&p| p == self);
        let next = at.map_or(0, |at| at + 1);
        Self::ALL.get(next).copied().unwrap_or_default()
    }

    /// Whether it shows the reading of a character.
    fn shows(self, entry: u16) -> bool {
        let commonness = entry >> 12;
        entry & LOW > 0
            && match self {
                Self::Off => false,
                Self::All => true,
                Self::Beyond2500 => commonness < 2,
                Self::Beyond3500 => commonness < 1,
            }
    }
}

/// The bits of a syllable's number.
const LOW: u16 = (1 << 12) - 1;

/// The entry of a character in the table: its syllable's number plus one, and above that how common it is; 0 where it
/// has no reading.
fn entry(c: char) -> u16 {
    let Ok(c) = u16::try_from(u32::from(c)) else {
        return 0;
    };
    let blocks = READINGS.blocks.iter();
    let mut found =
        blocks.filter_map(|(first, block)| block.get(usize::from(c.checked_sub(*first)?)));
    found.next().copied().unwrap_or(0)
}

/// The syllable of a number.
fn syllable(number: u16) -> &'static str {
    static ALL: OnceLock<Vec<&str>> = OnceLock::new();
    let all = ALL.get_or_init(|| READINGS.syllables.split(' ').collect());
    all.get(usize::from(number)).copied().unwrap_or("")
}

/// A character of a text, for the search of words.
struct Place {
    /// Byte in the text.
    at: usize,
    c: char,
    /// The character that stands for it in words.
    simple: u16,
    entry: u16,
}

/// The readings of a text's characters, by their bytes, as far as they are shown.
pub fn readings(text: &str, pinyin: Pinyin) -> Vec<(usize, &'static str)> {
    let mut found = Vec::new();
    if pinyin == Pinyin::Off || !text.chars().any(|c| pinyin.shows(entry(c))) {
        return found;
    }
    let starts = word_starts(text);
    let mut run = Vec::new();
    for (at, c) in text.char_indices() {
        let entry = entry(c);
        if entry & LOW > 0 {
            let simple = simple(c);
            run.push(Place {
                at,
                c,
                simple,
                entry,
            });
        } else if !run.is_empty() {
            read(text, &run, &starts, pinyin, &mut found);
            run.clear();
        }
    }
    read(text, &run, &starts, pinyin, &mut found);
    found
}

/// Whether a text is written in Traditional characters, by one of them that is no Simplified one as well.
fn is_traditional(text: &str) -> bool {
    text.chars()
        .any(|c| u32::from(simple(c)) != u32::from(c) && is_han(c))
}

/// The character that stands for one in words.
fn simple(c: char) -> u16 {
    let c = u16::try_from(u32::from(c)).unwrap_or(0);
    let pairs = READINGS.traditional;
    let at = pairs.binary_search_by_key(&c, |pair| pair.0);
    at.ok()
        .and_then(|at| pairs.get(at))
        .map_or(c, |pair| pair.1)
}

/// Reads a run of characters, the longest words first.
fn read(
    text: &str,
    run: &[Place],
    starts: &[usize],
    pinyin: Pinyin,
    found: &mut Vec<(usize, &'static str)>,
) {
    let mut show = |place: &Place, read: &'static str| {
        if pinyin.shows(place.entry) {
            found.push((place.at, read));
        }
    };
    let mut rest = run;
    while let [first, after @ ..] = rest {
        let found = word(text, rest, starts);
        if let Some((length, own)) =
            found.filter(|(length, _)| !is_tied(text, rest, *length, starts))
        {
            let (word, after) = rest.split_at(length);
            for (number, place) in word.iter().enumerate() {
                let own = own.iter().find(|&&own| usize::from(own >> 12) == number);
                let alone = (place.entry & LOW).saturating_sub(1);
                show(place, syllable(own.map_or(alone, |own| own & LOW)));
            }
            rest = after;
        } else {
            let alone = (first.entry & LOW).saturating_sub(1);
            let read =
                by_neighbours(text, first.at, first.c, starts).unwrap_or_else(|| syllable(alone));
            show(first, read);
            rest = after;
        }
    }
}

/// The longest word with a reading of its own at a run's start: how many characters, and those of its syllables that
/// differ. It has to begin and to end with words of the dictionary or within one of them, unless it is marked as one
/// that holds across their borders.
fn word(text: &str, run: &[Place], starts: &[usize]) -> Option<(usize, &'static [u16])> {
    let first = run.first()?;
    let heads = READINGS.heads;
    let head = heads
        .binary_search_by_key(&first.simple, |head| head.0)
        .ok()?;
    let from = heads.get(head)?.1 as usize;
    let to = heads
        .get(head + 1)
        .map_or(READINGS.words.len(), |next| next.1 as usize);
    let mut words = READINGS.words.get(from..to)?;
    // Where the word ends that begins before this character.
    let begun = starts.partition_point(|&start| start <= first.at);
    let whole = starts.get(begun.checked_sub(1)?) == Some(&first.at);
    let end = starts.get(begun).copied().unwrap_or(text.len());
    let second = run.get(1)?.simple;
    while let [length, rest @ ..] = words {
        let (follow, own) = (usize::from(length & 0x3F), usize::from(length >> 8));
        let [begins, stops] = [1 << 6, 1 << 7].map(|bit| length & bit > 0);
        let (follow, rest) = rest.split_at_checked(follow)?;
        let (own, rest) = rest.split_at_checked(own)?;
        words = rest;
        // They stand in the order of their second characters, and of those with one the longest first.
        match follow.first().cmp(&Some(&second)) {
            Ordering::Less => continue,
            Ordering::Equal => {}
            Ordering::Greater => return None,
        }
        let there = run.get(1..=follow.len());
        if there.is_some_and(|there| there.iter().map(|p| &p.simple).eq(follow)) {
            let last = run.get(follow.len())?;
            let ends = last.at + last.c.len_utf8();
            let stops = || stops || ends == text.len() || starts.binary_search(&ends).is_ok();
            if ends <= end || (begins || whole) && stops() {
                return Some((follow.len() + 1, own));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How a text reads, a blank between syllables; what has no reading stands as it is.
    fn read_in(text: &str, pinyin: Pinyin) -> String {
        let readings = readings(text, pinyin);
        let mut read = String::new();
        for (at, c) in text.char_indices() {
            match readings.iter().find(|(place, _)| *place == at) {
                Some((_, syllable)) => {
                    read.push(' ');
                    read.push_str(syllable);
                }
                None => read.push(c),
            }
        }
        read.trim().to_owned()
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(read_in(text, Pinyin::All), expected, "{text}");
    }

    #[test]
    fn readings_are_written_in_letters_that_have_their_tone() {
        let marks = '\u{300}'..='\u{36F}';
        assert!(!READINGS.syllables.contains(|c| marks.contains(&c)));
        for (text, syllable) in [("绿", "lǜ"), ("女", "nǚ"), ("好", "hǎo")] {
            check(text, syllable);
        }
    }

    #[test]
    fn words_tell_how_their_characters_read() {
        check("银行行长", "yín háng háng zhǎng");
        check("在银行业务中行走", "zài yín háng yè wù zhōng xíng zǒu");
        check("孩子长大，长江长", "hái zi zhǎng dà， cháng jiāng zhǎng");
        check("重庆市的重要会议", "chóng qìng shì de zhòng yào huì yì");
        check("音乐使人快乐", "yīn yuè shǐ rén kuài lè");
        check("他们都在首都", "tā men dōu zài shǒu dū");
        check("会计开会", "kuài jì kāi huì");
        check("还没归还", "hái méi guī huán");
        check(
            "迎着朝阳，走到朝阳区",
            "yíng zhe zhāo yáng， zǒu dào cháo yáng qū",
        );
        check("单于下单", "chán yú xià dān");
        check("以增长率为主", "yǐ zēng zhǎng lǜ wéi zhǔ");
        check("目的地的确", "mù dì dì dí què");
    }

    #[test]
    fn no_word_is_found_across_the_borders_of_others() {
        check("一行行的茶", "yī háng háng de chá");
        check("一行行走来", "yī xíng xíng zǒu lái");
        check("一行人行走", "yī xíng rén xíng zǒu");
        check("瞩目的目的", "zhǔ mù de mù dì");
        check("大会计划", "dà huì jì huà");
        check("南京市长江大桥", "nán jīng shì cháng jiāng dà qiáo");
    }

    #[test]
    fn what_is_carried_is_no_word_with_what_it_is_carried_by() {
        check("推着手推车", "tuī zhe shǒu tuī chē");
        check("背着重物", "bēi zhe zhòng wù");
        check("带着重病", "dài zhe zhòng bìng");
        check("正在着手推进", "zhèng zài zhuó shǒu tuī jìn");
        check("已着手推动", "yǐ zhuó shǒu tuī dòng");
        check("会议着重研究", "huì yì zhuó zhòng yán jiū");
        check("好，着力推动", "hǎo， zhuó lì tuī dòng");
        check("他正着力推动", "tā zhèng zhuó lì tuī dòng");
    }

    #[test]
    fn words_hold_where_the_dictionary_cuts_them() {
        check("在历史的长河中", "zài lì shǐ de cháng hé zhōng");
        check("空旷的长廊下", "kōng kuàng de cháng láng xià");
        check(
            "水利部长江水利委员会",
            "shuǐ lì bù cháng jiāng shuǐ lì wěi yuán huì",
        );
        check("琳琅满目的商品", "lín láng mǎn mù de shāng pǐn");
        check("在问题上相互支持", "zài wèn tí shàng xiāng hù zhī chí");
        check("有过分歧", "yǒu guò fēn qí");
    }

    #[test]
    fn those_beside_a_character_tell_where_no_word_does() {
        check("孩子高兴地说", "hái zi gāo xìng de shuō");
        check("这块地方", "zhè kuài dì fāng");
        check("跑得快，他得走", "pǎo de kuài， tā děi zǒu");
        check("总额为9万", "zǒng é wéi9 wàn");
        check("为群众服务", "wèi qún zhòng fú wù");
        check("以茶为媒", "yǐ chá wéi méi");
        check("3只鸟，只有鸟", "3 zhī niǎo， zhǐ yǒu niǎo");
        check("一只只小羊", "yī zhī zhī xiǎo yáng");
        check("长3米，3米长", "cháng3 mǐ，3 mǐ cháng");
    }

    #[test]
    fn tones_stand_over_their_vowels_and_those_of_yi_and_bu_do_not_change() {
        check("绿女略", "lǜ nǚ lüè");
        check("一个，一定，不是", "yī gè， yī dìng， bù shì");
    }

    #[test]
    fn er_at_a_words_end_is_a_syllable_of_its_own() {
        check("儿子在花儿", "ér zi zài huā ér");
    }

    #[test]
    fn what_is_no_han_has_no_reading() {
        check("A区2023年，かな", "A qū2023 nián，かな");
        check("二〇二五年", "èr líng èr wǔ nián");
        check("々\u{20000}", "々\u{20000}");
        check("", "");
    }

    #[test]
    fn traditional_characters_read_as_the_words_of_simplified_ones() {
        check("銀行行長", "yín háng háng zhǎng");
        check("音樂，長大", "yīn yuè， zhǎng dà");
        check("頭髮", "tóu fà");
    }

    #[test]
    fn chang_is_long_unless_something_grows() {
        for text in [
            "路很长",
            "时间很长",
            "路较长",
            "路更长",
            "路太长",
            "路不长",
            "路多长",
            "路那么长",
            "她头发长",
            "很长一段时间",
            "一张长桌",
            "路长约九里",
            "时间长了",
        ] {
            let read = read_in(text, Pinyin::All);
            assert!(read.contains("cháng"), "{text}: {read}");
        }
        for text in [
            "孩子长大",
            "树更长出新叶",
            "不长草",
            "地里都长不出东西",
            "他长得高",
            "地里长满花",
            "村长说",
            "不长知识",
            "头发长出来",
            "生长",
            "长高了",
        ] {
            let read = read_in(text, Pinyin::All);
            assert!(read.contains("zhǎng"), "{text}: {read}");
        }
        check("頭髮很長", "tóu fà hěn cháng");
    }

    #[test]
    fn traditional_characters_alone_read_as_the_simplified_ones_that_stand_for_them() {
        for (text, expected) in [
            (
                "屬於，於是，關於，在於",
                "shǔ yú， yú shì， guān yú， zài yú",
            ),
            ("於先生", "yú xiān sheng"),
            ("看著，隨著，接著", "kàn zhe， suí zhe， jiē zhe"),
            ("沿著，穿著", "yán zhe， chuān zhe"),
            ("睡著了，著急", "shuì zháo le， zháo jí"),
            (
                "著名，著作，顯著，名著",
                "zhù míng， zhù zuò， xiǎn zhù， míng zhù",
            ),
            ("門開著，她畫著畫", "mén kāi zhe， tā huà zhe huà"),
            ("鲁迅著《野草》", "lǔ xùn zhù《 yě cǎo》"),
            ("乾淨，餅乾，乾燥", "gān jìng， bǐng gān， gān zào"),
            ("乾杯，乾糧，乾了", "gān bēi， gān liáng， gān le"),
            ("乾坤，乾隆", "qián kūn， qián lóng"),
            ("兩隻鳥，幾個", "liǎng zhī niǎo， jǐ gè"),
            ("適合，成績，足跡，調", "shì hé， chéng jì， zú jì， tiáo"),
            ("裡，後，穀，鬆，鐘", "lǐ， hòu， gǔ， sōng， zhōng"),
            ("係，衝，濛，鬱，盪", "xì， chōng， méng， yù， dàng"),
            ("捨，徵，甚麼，瞭解", "shě， zhēng， shén me， liǎo jiě"),
            ("發，頭髮，儘", "fā， tóu fà， jǐn"),
        ] {
            check(text, expected);
        }
    }

    /// What one character of each text reads.
    fn each(c: char, expected: &str, texts: &[&str]) {
        for text in texts {
            let found = readings(text, Pinyin::All);
            let of =
                |read: &(usize, &'static str)| text.get(read.0..).is_some_and(|t| t.starts_with(c));
            let read: Vec<&str> = found.iter().filter(|r| of(r)).map(|r| r.1).collect();
            assert_eq!(read.join(" "), expected, "{text}");
        }
    }

    #[test]
    fn a_city_is_told_from_all() {
        each(
            '都',
            "dū",
            &[
                "音乐之都在河边",
                "“瓷都”的碗",
                "瓷都景德镇",
                "孟山都公司",
                "花都区",
                "于都县",
            ],
        );
        each(
            '都',
            "dōu",
            &[
                "大家都来",
                "总之都好",
                "王小之都能来",
                "花都开了",
                "碗都碎了",
                "久而久之都忘了",
            ],
        );
    }

    #[test]
    fn what_burns_catches_and_goes_on() {
        check("他看着着火的船", "tā kàn zhe zháo huǒ de chuán");
        each(
            '着',
            "zháo",
            &[
                "孩子着了凉",
                "着了火",
                "睡得着",
                "用不着",
                "睡着了",
                "烧着了",
                "不着急",
            ],
        );
        each('着', "zhāo", &["这怎么着"]);
        each('着', "zhe", &["他看着火苗", "看着火车", "坐着说", "这么着"]);
        each('着', "zhe", &["他睁着眼", "手拉着手", "拿着笔"]);
        each(
            '着',
            "zhuó",
            &["不着边际", "着装", "不着手解决", "正着眼长远"],
        );
    }

    #[test]
    fn a_surname_is_told_by_what_stands_beside_it() {
        each('单', "shàn", &["他姓单", "单女士", "村民单小满说"]);
        each(
            '单',
            "dān",
            &[
                "简单",
                "单打说明一切",
                "买单说",
                "（作者单位：茶场）",
                "慢、单次摄入",
            ],
        );
        each('解', "jiě", &["记者解释："]);
        each('查', "zhā", &["查小满说", "姓查"]);
        each(
            '曾',
            "zēng",
            &["本报记者 曾小满", "记者 李强 曾波 通讯员 王伟"],
        );
        each('曾', "céng", &["记者 李强 曾多次到访", "曾经"]);
        each('曲', "qū", &["（记者曲小满）"]);
        each('曲', "qǔ", &["记者曲艺团采访", "戏曲说"]);
        each('查', "chá", &["他查了说明", "检查说"]);
        each('葛', "gě", &["村民葛波介绍"]);
        each('葛', "gé", &["葛根粉"]);
        each('应', "yīng", &["百姓应当", "姓应"]);
        each('种', "zhòng", &["百姓种地"]);
    }

    #[test]
    fn to_count_and_a_number() {
        each('数', "shǔ", &["数不清", "数星星", "细数家珍", "数到十"]);
        each('数', "shǔ shǔ", &["数了数人", "数一数"]);
        each(
            '数',
            "shù",
            &["人数到了", "数量", "次数完了", "参数清单", "数十人"],
        );
    }

    #[test]
    fn words_of_several_readings_are_told_by_their_neighbours() {
        each('中', "zhòng", &["中意那条船", "很中意", "中了奖"]);
        each('中', "zhōng", &["中意两国", "心中意外", "中间"]);
        each('载', "zǎi", &["三十余载", "学艺十载，"]);
        each('载', "zài", &["十载客船", "满载而归"]);
        each('宿', "xiǔ", &["住了一宿", "整宿没睡", "三宿"]);
        each('宿', "sù", &["宿舍", "第二宿舍", "住宿"]);
        each('倒', "dào", &["倒是不冷", "倒也不难", "倒水"]);
        each('倒', "dǎo", &["跌倒", "摔倒是因为", "倒下"]);
        each('种', "zhǒng", &["三种茶", "这种花", "品种出口"]);
        each(
            '种',
            "zhòng",
            &["作物种植", "他种茶", "种满了花", "家里种土豆"],
        );
        each(
            '种',
            "zhǒng",
            &[
                "多种经营",
                "种业振兴",
                "有5种茶",
                "物种减少",
                "珍贵树种价值",
                "育种材料",
            ],
        );
    }

    #[test]
    fn for_whom_and_into_what_are_told_apart() {
        for (text, expected) in [
            ("为人民服务", "wèi"),
            ("全心全意为人民服务", "wèi"),
            ("为人民谋幸福", "wèi"),
            ("以优质服务为企业解决难题", "wèi"),
            ("以实际行动为党旗增辉", "wèi"),
            ("以实干为群众谋利", "wèi"),
            ("可以为大家办事", "wèi"),
            ("以创新为引擎推动工作", "wéi"),
            ("以茶为媒", "wéi"),
            ("以史为鉴", "wéi"),
            ("以学习为荣", "wéi"),
            ("坚持以人民为中心", "wéi"),
            ("以“一带一路”为纽带", "wéi"),
            ("以下为全文", "wéi"),
            ("可以转化为力量", "wéi"),
            ("正成为人民的朋友", "wéi"),
            ("以数为据转向", "wéi"),
            ("手工作坊转型为工厂", "wéi"),
            ("产业升级为企业带来机会", "wèi"),
            ("图为会场", "wéi"),
            ("他为人正直", "wéi"),
            ("祖籍为四川", "wéi"),
            ("他仍为驾驶员", "wéi"),
            ("应为群众办事", "wèi"),
            ("敢想敢为，", "wéi"),
            ("成长为大树", "wéi"),
        ] {
            let read = read_in(text, Pinyin::All);
            assert!(read.contains(expected), "{text}: {read}");
        }
    }

    #[test]
    fn what_is_done_so_has_de() {
        for (text, expected) in [
            ("认真地学习", "rèn zhēn de xué xí"),
            ("认真地学", "rèn zhēn de xué"),
            ("慢慢地走", "màn màn de zǒu"),
            ("渐渐地发现", "jiàn jiàn de fā xiàn"),
            ("静悄悄地走", "jìng qiāo qiāo de zǒu"),
            ("红色地球", "hóng sè dì qiú"),
            ("鸟类栖息地保护", "niǎo lèi qī xī dì bǎo hù"),
            ("天天地铁", "tiān tiān dì tiě"),
            ("本地学校", "běn dì xué xiào"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn words_that_were_read_wrongly() {
        for (text, expected) in [
            ("教学，教学质量", "jiào xué， jiào xué zhì liàng"),
            ("教学楼", "jiào xué lóu"),
            ("流血", "liú xuè"),
            ("散发传单", "sàn fā chuán dān"),
            ("下载", "xià zài"),
            ("这位大夫说", "zhè wèi dài fu shuō"),
            ("大夫说，士大夫", "dài fu shuō， shì dà fū"),
            ("各行。各行各业", "gè háng。 gè háng gè yè"),
            ("行行出状元", "háng háng chū zhuàng yuán"),
            ("莎车", "suō chē"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn must_is_dei() {
        for (text, expected) in [
            ("得去一趟", "děi qù yī tàng"),
            ("得走了", "děi zǒu le"),
            ("还得学", "hái děi xué"),
            ("就得干", "jiù děi gàn"),
            ("总得去", "zǒng děi qù"),
            ("必得去", "bì děi qù"),
            ("得知，得到", "dé zhī， dé dào"),
            ("还得到了", "hái dé dào le"),
            ("得分", "dé fēn"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn surnames_read_as_such() {
        for (text, expected) in [
            ("任先生说", "rén xiān sheng shuō"),
            ("任正非，任志强", "rén zhèng fēi， rén zhì qiáng"),
            ("任弼时", "rén bì shí"),
            ("解先生", "xiè xiān sheng"),
            ("区先生，单先生", "ōu xiān sheng， shàn xiān sheng"),
            ("朴槿惠，仇和", "piáo jǐn huì， qiú hé"),
            ("仇书记", "qiú shū ji"),
            ("任主任，区书记", "rèn zhǔ rèn， qū shū ji"),
            ("这个区先走", "zhè gè qū xiān zǒu"),
        ] {
            check(text, expected);
        }
    }

    #[test]
    fn only_rare_characters_are_read_where_only_those_are_wanted() {
        // 茶 is of the 2,500, 芯 of the 3,500, 谖 of neither.
        let text = "茶芯谖银行茶";
        assert_eq!(read_in(text, Pinyin::All), "chá xīn xuān yín háng chá");
        assert_eq!(read_in(text, Pinyin::Beyond2500), "茶 xīn xuān银行茶");
        assert_eq!(read_in(text, Pinyin::Beyond3500), "茶芯 xuān银行茶");
        assert_eq!(read_in(text, Pinyin::Off), text);
    }

    #[test]
    fn a_traditional_character_is_as_common_as_its_simplified_one() {
        assert_eq!(read_in("銀諼", Pinyin::Beyond3500), "銀 xuān");
    }

    #[test]
    fn the_commonest_are_as_many_as_their_tables_say() {
        let count = |least: u16| {
            let simple = |c: &u16| !READINGS.traditional.iter().any(|pair| pair.0 == *c);
            (0x3400..0xA000_u16)
                .filter(simple)
                .filter(|&c| char::from_u32(c.into()).is_some_and(|c| entry(c) >> 12 >= least))
                .count()
        };
        assert_eq!((count(2), count(1)), (2500, 3500));
    }

    #[test]
    fn every_mode_has_its_name_and_they_go_round() {
        let mut pinyin = Pinyin::Off;
        for expected in [
            Pinyin::All,
            Pinyin::Beyond2500,
            Pinyin::Beyond3500,
            Pinyin::Off,
        ] {
            pinyin = pinyin.next();
            assert_eq!(pinyin, expected);
            assert_eq!(Pinyin::named(pinyin.name()), Some(pinyin));
        }
        assert_eq!(Pinyin::named("on"), None);
    }
}
