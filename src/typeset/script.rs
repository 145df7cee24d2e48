//! Simplified and Traditional: a text written in the other script, character for character, and the one form by which
//! characters that stand for one another are found. The tables are OpenCC's (`assets/opencc/README.md`).

mod counted;
mod names;
mod table;
mod zhu;

use super::class::is_hangul;
use names::is_name;
use std::borrow::Cow;
use std::sync::LazyLock;
use table::{Cover, Table};

pub use names::{Names, is_before_given, is_in_byline};

/// The script that Chinese is shown in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Script {
    /// That of the text.
    #[default]
    AsIs,
    /// Simplified.
    Simplified,
    /// Traditional, with the forms that stand nearest to the old ones (裏, 爲).
    Traditional,
    /// Traditional, with the forms that are standard in Taiwan (裡, 為).
    Taiwan,
    /// Traditional, with the forms that are standard in Hong Kong (裏, 為, 説).
    HongKong,
}

impl Script {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::AsIs,
        Self::Simplified,
        Self::Traditional,
        Self::Taiwan,
        Self::HongKong,
    ];

    /// Their names in the settings.
    pub const NAMES: [&'static str; 5] =
        ["as-is", "simplified", "traditional", "taiwan", "hongkong"];

    /// Its name in the settings.
    pub fn name(self) -> &'static str {
        match self {
            Self::AsIs => "as-is",
            Self::Simplified => "simplified",
            Self::Traditional => "traditional",
            Self::Taiwan => "taiwan",
            Self::HongKong => "hongkong",
        }
    }

    /// The one of a name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|script| script.name() == name)
    }
}

/// What a text is written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Written {
    Simplified,
    Traditional,
    /// No character of it tells.
    Either,
    /// No Chinese: Han beside kana or hangul.
    Foreign,
}

static TO_TRADITIONAL: LazyLock<Table> =
    LazyLock::new(|| Table::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/traditional.bin"))));
static TO_SIMPLIFIED: LazyLock<Table> =
    LazyLock::new(|| Table::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/simplified.bin"))));
static TO_TAIWAN: LazyLock<Table> =
    LazyLock::new(|| Table::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/taiwan.bin"))));
static TO_HONG_KONG: LazyLock<Table> =
    LazyLock::new(|| Table::unpack(include_bytes!(concat!(env!("OUT_DIR"), "/hongkong.bin"))));

/// Characters by which it is told what a text is written in, at most.
const SEEN: usize = 2000;

/// So many more of one script than of the other tell it, too.
const ENOUGH: u32 = 12;

/// A text in another script.
pub(super) struct Respelled {
    /// As many characters as before.
    pub text: String,
    /// Whether each has as many bytes as before.
    pub even: bool,
}

impl Script {
    /// Words that stand in no issue, or by themselves.
    pub fn spelled(self, text: &str) -> String {
        match self.respell(text, &Names::default(), || "") {
            Some(respelled) => respelled.text,
            None => text.to_owned(),
        }
    }

    /// A text in this script; nothing where no character of it changes. What stands around it tells what it is written
    /// in where it does not tell by itself.
    pub(super) fn respell<'a>(
        self,
        text: &str,
        names: &Names,
        around: impl FnOnce() -> &'a str,
    ) -> Option<Respelled> {
        if self == Self::AsIs {
            return None;
        }
        let written = match written(text) {
            Written::Either => written(around()),
            written => written,
        };
        if written == Written::Foreign {
            return None;
        }
        // 后, 里, 干 of a text in Traditional are no 後, 裏, 乾; 乾, 著 of one in Simplified no 干, 着.
        let forms = match self {
            Self::Simplified | Self::AsIs => {
                let keep = written == Written::Simplified;
                let read = if keep {
                    Cow::Borrowed(text)
                } else {
                    zhu::read(text)
                };
                let last = changed(&read, &TO_SIMPLIFIED, keep, phrased);
                // 着 has as many bytes as 著.
                return last.or(match read {
                    Cow::Owned(text) => Some(Respelled { text, even: true }),
                    Cow::Borrowed(_) => None,
                });
            }
            Self::Traditional => None,
            Self::Taiwan => Some(&TO_TAIWAN),
            Self::HongKong => Some(&TO_HONG_KONG),
        };
        let own = |text: &str, at: usize, c: char, cover: Cover| {
            let name = is_name(text, at, c, cover, names);
            if name { Some(c) } else { counted(text, at, c) }
        };
        let first = changed(text, &TO_TRADITIONAL, written == Written::Traditional, own);
        let Some(forms) = forms else { return first };
        let before = first.as_ref().map_or(text, |f| f.text.as_str());
        match changed(before, forms, false, phrased) {
            Some(last) => Some(Respelled {
                even: last.even && first.is_none_or(|f| f.even),
                text: last.text,
            }),
            None => first,
        }
    }
}

/// What the character at a byte of a text becomes where neither phrases nor itself tell it: nothing.
fn phrased(_: &str, _: usize, _: char, _: Cover) -> Option<char> {
    None
}

/// The same in Traditional: 隻 for a 只 that counts, which figures and longer numerals tell.
fn counted(text: &str, at: usize, c: char) -> Option<char> {
    if c != '只' {
        return None;
    }
    let (before, after) = text.split_at_checked(at)?;
    let counts = counted::counts(before, after.get(c.len_utf8()..)?)?;
    Some(if counts { '隻' } else { '只' })
}

/// A text with a table's changes, and what `own` makes of characters before it; nothing where there is none.
fn changed(
    text: &str,
    table: &Table,
    keep: bool,
    own: impl Fn(&str, usize, char, Cover) -> Option<char>,
) -> Option<Respelled> {
    let mut out = String::new();
    let mut even = true;
    let mut from = 0;
    table.changes(text, keep, own, |at, c, to| {
        if from == 0 {
            out.reserve(text.len() + 4);
        }
        out.push_str(text.get(from..at).unwrap_or(""));
        out.push(to);
        even &= c.len_utf8() == to.len_utf8();
        from = at + c.len_utf8();
    });
    if from == 0 {
        return None;
    }
    out.push_str(text.get(from..).unwrap_or(""));
    Some(Respelled { text: out, even })
}

/// Whether a text is written in Traditional rather than in Simplified; `None` where its beginning does not tell.
pub fn is_traditional(text: &str) -> Option<bool> {
    match written(text) {
        Written::Traditional => Some(true),
        Written::Simplified => Some(false),
        Written::Either | Written::Foreign => None,
    }
}

fn written(text: &str) -> Written {
    let (mut simplified, mut traditional, mut han, mut foreign) = (0_u32, 0_u32, 0_u32, 0_u32);
    for c in text.chars().take(SEEN) {
        match c {
            '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' => foreign += 1,
            '\u{3400}'..='\u{9FFF}' => {
                han += 1;
                simplified += u32::from(TO_TRADITIONAL.is_telling(c));
                traditional += u32::from(TO_SIMPLIFIED.is_telling(c));
            }
            c => foreign += u32::from(is_hangul(c)),
        }
        if simplified.abs_diff(traditional) >= ENOUGH {
            break;
        }
    }
    if foreign * 4 > han {
        return Written::Foreign;
    }
    match simplified.cmp(&traditional) {
        std::cmp::Ordering::Greater => Written::Simplified,
        std::cmp::Ordering::Less => Written::Traditional,
        std::cmp::Ordering::Equal => Written::Either,
    }
}

/// The Han that stand for one another in some text of either script (发發髮, 里裏裡), each with one form for all.
#[derive(Debug)]
pub struct Alike {
    /// The forms of [`Alike::FIRST`] and those after it; 0 for a character that is its own.
    forms: Vec<u16>,
    /// Those beyond 16 bits, with their forms, in order.
    wide: Vec<(char, char)>,
}

static ALIKE: LazyLock<Alike> = LazyLock::new(Alike::unpack);

impl Alike {
    /// The first that is looked up for without a search; it and those after it have three bytes in UTF-8.
    const FIRST: u32 = 0x3400;
    const END: u32 = 0xA000;

    /// The one table of them.
    pub fn all() -> &'static Self {
        &ALIKE
    }

    fn unpack() -> Self {
        let pairs = include_str!(concat!(env!("OUT_DIR"), "/alike.txt"));
        let mut alike = Self {
            forms: vec![0; (Self::FIRST..Self::END).len()],
            wide: Vec::new(),
        };
        let mut chars = pairs.chars();
        while let (Some(c), Some(form)) = (chars.next(), chars.next()) {
            let slot = alike.forms.get_mut(slot(u32::from(c)));
            match (slot, u16::try_from(u32::from(form))) {
                (Some(slot), Ok(form)) => *slot = form,
                _ => alike.wide.push((c, form)),
            }
        }
        alike
    }

    /// The form of a character that stands for all that are alike; itself for most. Has as many bytes in UTF-8, or is
    /// one of three for one of four.
    pub fn form(&self, c: char) -> char {
        let code = u32::from(c);
        if code <= 0xFFFF {
            return self.other(code).unwrap_or(c);
        }
        let at = self.wide.binary_search_by_key(&c, |w| w.0);
        at.ok().and_then(|at| self.wide.get(at)).map_or(c, |w| w.1)
    }

    /// The form of a character of 16 bits, where it is another.
    #[inline]
    pub fn other(&self, code: u32) -> Option<char> {
        match self.forms.get(slot(code)) {
            None | Some(0) => None,
            Some(&form) => char::from_u32(form.into()),
        }
    }
}

#[inline]
fn slot(c: u32) -> usize {
    usize::try_from(c.wrapping_sub(Alike::FIRST)).unwrap_or(usize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a text in Simplified is written as in Traditional, and back.
    fn check(simplified: &str, traditional: &str) {
        assert_eq!(Script::Traditional.spelled(simplified), traditional);
        assert_eq!(Script::Simplified.spelled(traditional), simplified);
    }

    #[test]
    fn phrases_tell_which_of_many_a_character_is() {
        check("头发与发展", "頭髮與發展");
        check("皇后走了以后", "皇后走了以後");
        check("一只猫只有一条尾巴", "一隻貓只有一條尾巴");
        check("干净的树干，干部干涉", "乾淨的樹幹，幹部干涉");
        check("面条在表面", "麪條在表面");
        check("屋里离这里三公里", "屋裏離這裏三公里");
        check("台湾的台风", "臺灣的颱風");
        check("复杂的复习，重复", "複雜的複習，重複");
        check("系统联系关系", "系統聯繫關係");
        check("钟表表现", "鐘錶表現");
        check("征求意见，长征", "徵求意見，長征");
        check("余光中剩余", "余光中剩餘");
    }

    #[test]
    fn zhi_that_counts_is_told_from_zhi_that_says_only() {
        for (simplified, traditional) in [
            ("三只羊，3只鸟，一只鸟", "三隻羊，3隻鳥，一隻鳥"),
            ("存栏300只、1,200只、１０只", "存欄300隻、1,200隻、１０隻"),
            ("30余只，300多只，12.5万只", "30餘隻，300多隻，12.5萬隻"),
            (
                "十几只，四百来只，成千上万只",
                "十幾隻，四百來隻，成千上萬隻",
            ),
            ("有数只鸟，一两只，一只只羊", "有數隻鳥，一兩隻，一隻隻羊"),
            (
                "有3只能飞的鸟，其中两只是黑的",
                "有3隻能飛的鳥，其中兩隻是黑的",
            ),
            ("每只羊，这只鸟，第三只", "每隻羊，這隻鳥，第三隻"),
            ("船只，形单影只，只身", "船隻，形單影隻，隻身"),
            ("只有，只是，只要", "只有，只是，只要"),
            ("二是只有这样，一只是其一", "二是只有這樣，一只是其一"),
            ("百分之九十只有，占90%只有", "百分之九十只有，佔90%只有"),
            ("万一只来一个，唯一只用", "萬一只來一個，唯一只用"),
            (
                "每周六只开半天，最多只占一成",
                "每週六只開半天，最多只佔一成",
            ),
            ("人数只增不减，其余只用一次", "人數只增不減，其餘只用一次"),
            ("这只能说明，那只有等", "這只能說明，那只有等"),
            ("第3只有效，2023年只有", "第3只有效，2023年只有"),
        ] {
            assert_eq!(Script::Traditional.spelled(simplified), traditional);
        }
    }

    #[test]
    fn the_longest_phrase_holds_and_hides_those_that_begin_within() {
        // 发展 is one phrase, 展出 none that begins in it; 开发 hides 发廊.
        check("开发廊桥", "開發廊橋");
        assert_eq!(Script::Traditional.spelled("理发廊"), "理髮廊");
    }

    #[test]
    fn taiwan_and_hong_kong_have_forms_of_their_own() {
        assert_eq!(
            Script::Taiwan.spelled("屋里的群众说为什么"),
            "屋裡的群眾說為什麼"
        );
        assert_eq!(
            Script::HongKong.spelled("屋里的群众说为什么"),
            "屋裏的羣眾説為什麼"
        );
        assert_eq!(Script::Taiwan.spelled("屋裏的羣衆"), "屋裡的群眾");
        assert_eq!(Script::Simplified.spelled("屋裡的群眾説"), "屋里的群众说");
    }

    #[test]
    fn what_is_written_so_already_stays() {
        for text in ["皇天后土，余先生訪問臺北", "里長干預選舉", "台灣與中國"]
        {
            assert_eq!(Script::Traditional.spelled(text), text);
        }
        for text in ["乾隆皇帝的著作", "他著书立说，名叫瞭望", "宫商角徵羽五个音"]
        {
            assert_eq!(Script::Simplified.spelled(text), text);
        }
        // A character of the other script is changed nevertheless.
        assert_eq!(Script::Traditional.spelled("皇后訪問国会"), "皇后訪問國會");
    }

    #[test]
    fn what_stands_around_tells_where_a_text_does_not() {
        let spelled = |around: &'static str| {
            let respelled =
                Script::Traditional.respell("余下的茶", &Names::default(), || around);
            respelled.map(|r| r.text)
        };
        assert_eq!(spelled("訪問臺北，余下的茶說"), None);
        assert_eq!(spelled("访问台北，余下的茶说"), Some("餘下的茶".to_owned()));
        assert_eq!(spelled("東京に来た余下的茶は"), None);
    }

    #[test]
    fn japanese_and_korean_stay() {
        for text in ["日本の国会で学ぶ", "한국과 中國의 관계"] {
            assert_eq!(Script::Traditional.spelled(text), text);
            assert_eq!(Script::Simplified.spelled(text), text);
        }
    }

    #[test]
    fn characters_beyond_sixteen_bits_are_converted() {
        let respelled = Script::Simplified.respell("趙頔說", &Names::default(), || "");
        assert_eq!(
            respelled.map(|r| (r.text, r.even)),
            Some(("赵𬱖说".to_owned(), false))
        );
        assert_eq!(Script::Traditional.spelled("赵𬱖说"), "趙頔說");
    }

    #[test]
    fn no_word_is_changed_for_another() {
        assert_eq!(Script::Taiwan.spelled("软件和信息"), "軟件和信息");
    }

    #[test]
    fn what_is_alike_has_one_form() {
        let all = Alike::all();
        for alike in [
            "发發髮",
            "后後",
            "里裏裡",
            "干乾幹",
            "台臺颱",
            "为爲為",
            "说說説",
            "了瞭",
            "着著",
        ] {
            let mut forms: Vec<char> = alike.chars().map(|c| all.form(c)).collect();
            forms.dedup();
            assert_eq!(forms.len(), 1, "{alike}");
            assert_eq!(forms.first(), alike.chars().next().as_ref());
        }
        assert_eq!(all.form('𬱖'), all.form('頔'));
        assert_ne!(all.form('发'), all.form('展'));
        assert_eq!(all.form('a'), 'a');
    }

    proptest! {
        /// Whatever is displayed is found by typing what one sees.
        #[test]
        fn all_scripts_of_a_text_fold_to_one(text in "[\u{3400}-\u{9FFF}\u{20000}-\u{20100}发后里干台复面只余着a，の]{0,40}") {
            let fold = |text: &str| text.chars().map(|c| Alike::all().form(c)).collect::<String>();
            for script in Script::ALL {
                let spelled = script.spelled(&text);
                prop_assert_eq!(spelled.chars().count(), text.chars().count());
                prop_assert_eq!(fold(&spelled), fold(&text));
            }
        }

        #[test]
        fn a_form_is_its_own_and_no_longer(c in any::<char>()) {
            let form = Alike::all().form(c);
            prop_assert_eq!(Alike::all().form(form), form);
            prop_assert!(form.len_utf8() == c.len_utf8() || (c.len_utf8(), form.len_utf8()) == (4, 3));
        }
    }
}
