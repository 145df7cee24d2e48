//! Readings that no word tells but the characters beside: 时间很长, 认真地学习, 以茶为媒. The lists are of what newspapers
//! write; where a rule has to guess it takes what is right most often in them.

use super::{is_traditional, simple, surnames::surname};
use crate::typeset::{class::is_han, words::word_starts};

/// Figures as Han write them, and what stands before things counted as they do.
const COUNTS: &str = "〇零一二三四五六七八九十百千万亿两几每这那";

/// Characters before and after a 为 among which 以, and what 为 is followed by, are looked for.
const CLAUSE: usize = 16;

/// What a thing is made into: 以茶为媒, 以创新为引擎; what words of the data tell is not among them.
const MADE: &str = "宗旨 引擎 纽带 桥梁 支点 底色 平台 动力 路径 主轴 主攻 切入点 手段 标准 原则 前提 代表 \
    龙头 榜样 根本 关键 方向 遵循 指引 统领 保障 补充 特色 内容 形式 单位 背景 蓝本 原型 \
    素材 舞台 起点 终点 圆心 标志 阵地 总抓手 媒介 半径 中心 基础 核心 重点 目标 导向 契机 \
    抓手 引领 载体 依托";

/// Those for whom something is done: 以优质服务为企业解难.
const SERVED: &str = "企业 群众 人民 百姓 老百姓 党 国家 祖国 学生 孩子 老人 居民 村民 客户 社会 世界 他 她 \
    我 你 大家 乡亲 农民 农户 职工 员工 市民 消费者 用户 旅客 游客 乘客 患者 青年 青少年 \
    全球 全国 中国 人类 各国 高质量发展 经济 乡村 推进 推动 实现 建设 构建 促进 全面 城市 \
    家乡";

/// What is done for somebody, where it ends a clause that says for whom.
const SERVICE: &str = "贡献 服务 护航 增辉 添彩 增光 添砖加瓦 提供 保驾 赋能 注入 助力 撑腰 造福 打造 创造 带来 \
    奠定 铺路 积累 争光 排忧 解难 代言 把脉 引航 谋 保障了 开辟 树立 作出 做出 献礼 加油 \
    喝彩 点赞 撑起 筑牢 蓄力";

/// What becomes or is something: 概括为, 转化为, 面积为.
const BECOMES: &str = "概括 转化 诠释 体现 表现 归纳 升华 上升 演变 调整 解释 理解 总结 凝聚 浓缩 定义 界定 认定 \
    判定 评定 推选 任命 聘任 简称 合并 划分 改造 变更 转变 转换 内化 外化 细化 简化 固化 物化 异化 幻化 演化 进化 \
    升级 整合 沉淀 提炼 确立 定位 打造 转型 归结 描述 形容 翻译 修改 锁定 设定 核定 公认 追认 追授 改编 \
    气温 水量 降水量 作者 内容 名称 地点 时间 编号 面积 长度 高度 宽度 比例 比重 价格 金额 总额 标题 主题 部分 增速 \
    升格 成长 减 祖籍 主体 最早 形塑 晋升 蜕变 演进 降格 升任 改判 折合 压缩 缩短 扩大 \
    增幅 产量 总量 数量 人数 重量 温度 浓度 速度 周期 海拔 期限 代号";

/// What goes before 为 where it says what something is, unless somebody is served: 仍为驾驶员, 应为明代.
const IS: &str = "仍应皆即";

/// Words that hold 以 and leave nothing to be made into something: 可以为群众办事.
const BEFORE_YI: &str = "可所得难足加予用借何给";
const AFTER_YI: &str = "来及后前上下往便致至外内";

/// Nouns that something long goes before (长桌), and those that are said to be long (头发长).
const LONG_THINGS: &str = "桌凳椅裙裤袄褂绳鞭街巷阶链句刀剑枪矛杆棍竿柄臂腿袖板匾幅册轴带串排案";
const SAID_LONG: &str = "间期程线发腿寿命夜途";
/// What tells how long: 很长, 那么长.
const DEGREES: &str = "很较更太最不多越够过挺好真么极常略稍偏甚颇";
/// What follows where something grows: 长大, 长知识.
const GROWTH: &str = "大出得满成高胖势进见起老齐毛牙草肉虫个知本志在";

/// Where Traditional characters are written: 著 is itself after these and before those, else what 着 is (看著).
const AFTER_ZHU: &str = "名作称述录《";
const BEFORE_ZHU: &str = "名显论编专巨原土卓昭合遗译新拙所";

/// What follows 地 in words of its own, which a word before it does not make an adverb's end.
const EARTH: &str = "方面球理位图震铁主板形质域名址雷道标壳热级市窖狱毯势勤基缘貌租平砖心头皮痞摊瓜步膜委接陪窟籍文";
/// What follows 得 in words of its own, where nothing goes before it.
const GAIN: &str = "奖荣克胜救罪势意出票手其实民天道心者空闲利";

/// What one does with eyes, hands and what they hold.
const HOLDS: &str = "睁瞪眯闭捂揉红拿握拉牵挽招挥举摆拍攥搓抄插垂低抬眨";
/// What may stand before a verb that begins with 着: 已着手, 将着重.
const BEFORE_VERBS: &str = "正已就要将并也即先再都仍可应须需更又不能会在所其而或来去";

/// Whether a word is none for what stands before it: 三种|茶, 推着|手推车.
pub(super) fn is_tied(text: &str, run: &[super::Place], length: usize, starts: &[usize]) -> bool {
    let Some(first) = run.first() else {
        return false;
    };
    if first.c == '种' || first.c == '種' {
        // What is counted, and not planted; 作物 is.
        let last = text.get(..first.at).and_then(|t| t.chars().next_back());
        let planted = run.get(1).is_some_and(|next| next.c == '植');
        let kinds = "品树樹物兵人军軍火麦麥良变變语語剧劇险險";
        return last.is_some_and(|c| {
            let counted = c.is_ascii_digit() || COUNTS.contains(c);
            counted || "各某多何哪此该該".contains(c) || !planted && kinds.contains(c)
        });
    }
    is_of_verb(text, run, length, starts)
}

/// Whether a word of 着 is none, but 着 is of the verb before it: 推着手推车, where what goes on after 着 is a word that
/// reaches beyond 着手.
fn is_of_verb(text: &str, run: &[super::Place], length: usize, starts: &[usize]) -> bool {
    let Some(first) = run.first().filter(|first| first.c == '着') else {
        return false;
    };
    // The dictionary has the verb by itself.
    let word = starts.binary_search(&first.at).ok();
    let before = word.and_then(|w| text.get(*starts.get(w.checked_sub(1)?)?..first.at));
    let mut verb = before.unwrap_or("").chars();
    let alone = |c: char| is_han(c) && !BEFORE_VERBS.contains(c);
    // 睁着眼, 手拉着手, 拿着笔.
    if before.is_some_and(|word| word.ends_with(|c| HOLDS.contains(c))) {
        return true;
    }
    if !verb.next().is_some_and(alone) || verb.next().is_some() {
        return false;
    }
    let Some(end) = run.get(length - 1).map(|last| last.at + last.c.len_utf8()) else {
        return false;
    };
    let from = first.at + first.c.len_utf8();
    let near = run.get(length - 1 + REACH).or(run.last());
    let to = near.map_or(end, |last| last.at + last.c.len_utf8());
    let after = word_starts(text.get(from..to).unwrap_or(""));
    after.get(1).is_some_and(|next| from + next > end)
}

/// Characters that a word reaches beyond another, at most.
const REACH: usize = 4;

/// Where a character stands.
pub(super) struct HanPlace<'a> {
    pub before: &'a str,
    pub after: &'a str,
    /// The characters beside it, simplified; blanks where there are none.
    pub last: char,
    pub next: char,
    /// Which of the text's words begins with it.
    pub index: Option<usize>,
    /// Whether a word ends with it.
    ends: bool,
    starts: &'a [usize],
}

impl HanPlace<'_> {
    /// Whether it is a word of the dictionary by itself.
    fn alone(&self) -> bool {
        self.index.is_some() && self.ends
    }

    /// The word before it, if one ends there.
    fn word_before(&self) -> Option<&str> {
        self.before
            .get(*self.starts.get(self.index?.checked_sub(1)?)?..)
    }

    /// Whether a word ends so many characters after it.
    pub fn ends_after(&self, count: usize) -> bool {
        let after: usize = self.after.chars().take(count).map(char::len_utf8).sum();
        let at = self.starts.last().copied().unwrap_or(0);
        let at = at.saturating_sub(self.after.len()) + after;
        self.starts.binary_search(&at).is_ok()
    }
}

/// The reading of a character that no word tells, where those beside it do.
pub(super) fn by_neighbours(
    text: &str,
    at: usize,
    c: char,
    starts: &[usize],
) -> Option<&'static str> {
    let end = at + c.len_utf8();
    let before = text.get(..at).unwrap_or("");
    let after = text.get(end..).unwrap_or("");
    let place = HanPlace {
        before,
        after,
        last: before.chars().next_back().map_or(' ', simplified),
        next: after.chars().next().map_or(' ', simplified),
        index: starts.binary_search(&at).ok(),
        ends: end == text.len() || starts.binary_search(&end).is_ok(),
        starts,
    };
    let c = simplified(c);
    if let Some(read) = surname(c, &place) {
        return Some(read);
    }
    match c {
        '地' => adverb(&place),
        '得' => must(&place),
        '为' => made(&place),
        '长' => long(&place),
        '都' => city(&place),
        '种' => planted(&place).then_some("zhòng"),
        '中' if place.next == '意' => pleases(&place).then_some("zhòng"),
        // 用不着, 睡得着.
        '着' if "不得".contains(place.last) && before.chars().rev().nth(1).is_some_and(is_han) => {
            Some("zháo")
        }
        // 三十余载.
        '载' if COUNTS.contains(place.last) && !is_han(place.next)
            || "余多数".contains(place.last) =>
        {
            Some("zǎi")
        }
        '宿' if place.ends && (COUNTS.contains(place.last) || "半整".contains(place.last)) => {
            Some("xiǔ")
        }
        // 着力推动 at a clause's start.
        '着' if !is_han(place.last) && is_han(place.next) => Some("zhuó"),
        '著' if is_traditional(text) => particle(&place),
        '只' if before.ends_with("一只") || before.ends_with("一隻") => Some("zhī"),
        // Within a word of the dictionary these read as ever.
        _ if !place.alone() => None,
        '只' if place.last.is_ascii_digit() || COUNTS.contains(place.last) => Some("zhī"),
        '行' if place.last.is_ascii_digit() || "两几每各".contains(place.last) => Some("háng"),
        '重' if "两几".contains(place.last) => Some("chóng"),
        _ => None,
    }
}

/// The Simplified character for one.
fn simplified(c: char) -> char {
    char::from_u32(simple(c).into()).unwrap_or(c)
}

/// The Han that follow, and marks about titles and names among them, simplified.
pub(super) fn clause<'a>(
    chars: impl Iterator<Item = char> + 'a,
) -> impl Iterator<Item = char> + 'a {
    chars
        .take(CLAUSE)
        .take_while(|&c| is_han(c) || "“”《》、".contains(c))
        .map(simplified)
}

/// 高兴地说, 渐渐地发现: what goes before is a word of more than one character, and something is done so.
fn adverb(place: &HanPlace) -> Option<&'static str> {
    let mut back = place.before.chars().rev();
    let twice = back
        .next()
        .is_some_and(|c| is_han(c) && back.next() == Some(c));
    let noun = "的上下区块点段带处里内外中界产税".contains(place.next);
    if !is_han(place.next) || noun {
        return None;
    }
    // 慢慢地走: the dictionary has 地走 and 地学, which no paper means, but the earth's own words as well.
    let earth = EARTH.contains(place.next);
    if twice {
        return (!earth).then_some("de");
    }
    let word = place.word_before()?;
    let several = word.chars().all(is_han) && word.chars().nth(1).is_some();
    (several && (place.ends || !earth)).then_some("de")
}

/// 看得见, 他得走, and 得走 where nothing goes before it.
fn must(place: &HanPlace) -> Option<&'static str> {
    if place.next.is_ascii_digit() || "到知以益票分了名失".contains(place.next) {
        return None;
    }
    if "我你他她它们咱还就也都又总才".contains(place.last) {
        return Some("děi");
    }
    if is_han(place.last) {
        return Some("de");
    }
    let first = place.alone()
        && is_han(place.next)
        && !place.last.is_alphanumeric()
        && !"”’》）」』".contains(place.last);
    (first && !GAIN.contains(place.next)).then_some("děi")
}

/// 总额为9万, 题为《茶》, 转化为力量, 以茶为媒, but 以实干为群众服务: with 以 before it, 为 makes something into what follows, unless
/// that is somebody who is served. The first is the rule in newspapers, so what is in no list counts as that.
fn made(place: &HanPlace) -> Option<&'static str> {
    let word: String = place
        .word_before()
        .unwrap_or("")
        .chars()
        .map(simplified)
        .collect();
    let after: String = clause(place.after.chars()).collect();
    let named = |words: &str| words.split(' ').any(|word| after.starts_with(word));
    let (who, what) = (
        named(SERVED),
        SERVICE.split(' ').any(|word| after.contains(word)),
    );
    let becomes = place.next != '民' && BECOMES.split(' ').any(|own| own == word);
    let is = IS.contains(place.last) && !who && !what && is_han(place.next);
    // 敢想敢为, 有所为.
    let ends = is_han(place.last) && "，。；！？、 ”".contains(place.next);
    if matches!(word.as_str(), "以下" | "以上") || becomes && !(who && what) || is || ends {
        return Some("wéi");
    }
    let figure = place.next.is_ascii_digit() || "“‘《「『".contains(place.next);
    let clause_before: Vec<char> = clause(place.before.chars().rev())
        .take_while(|&c| c != '为')
        .collect();
    let with = clause_before
        .iter()
        .position(|&c| c == '以')
        .is_some_and(|found| {
            let beside = |at: Option<usize>| {
                at.and_then(|at| clause_before.get(at))
                    .copied()
                    .unwrap_or(' ')
            };
            found > 0
                && !BEFORE_YI.contains(beside(Some(found + 1)))
                && !AFTER_YI.contains(beside(found.checked_sub(1)))
        });
    if !with {
        return (figure && is_han(place.last)).then_some("wéi");
    }
    // 以茶为媒, 以史为鉴.
    let short = after.chars().nth(2).is_none();
    if short || named(MADE) {
        return Some("wéi");
    }
    Some(if who || what { "wèi" } else { "wéi" })
}

/// 长3米, 3米长, 时间很长, 长桌, but 长大 and 村长.
fn long(place: &HanPlace) -> Option<&'static str> {
    let HanPlace { last, next, .. } = *place;
    if !place.ends || GROWTH.contains(next) {
        return None;
    }
    let degree = DEGREES.contains(last);
    let alone = place.alone();
    let measured = next.is_ascii_digit() || "约近逾达".contains(next) || "米里尺丈".contains(last);
    let thing = LONG_THINGS.contains(next) || SAID_LONG.contains(last);
    (degree || alone && (measured || thing)).then_some("cháng")
}

/// 音乐之都, “瓷都”, but 总之都好 and 花都开了.
fn city(place: &HanPlace) -> Option<&'static str> {
    let before: String = place.before.chars().rev().take(2).map(simplified).collect();
    let said = "能会要没不可想被把也很得将还曾".contains(place.next);
    let whose = before.starts_with('之')
        && !said
        && !before.ends_with(['总', '为', '随', '反', '因', '言', '而', '视', '久']);
    let quoted = place.next == '”' && before.ends_with('“') && place.last != ' ';
    (whose || quoted).then_some("dū")
}

/// 家里种土豆, but 三种茶, 剧种, 种业.
fn planted(place: &HanPlace) -> bool {
    let HanPlace { last, next, .. } = *place;
    let who = !is_han(last) && !last.is_ascii_digit() && last != '”'
        || "他她我你们家里户民来去能要会想可再又也都还只就常曾没不".contains(last);
    let noun = "业苗源质群类属子畜禽鸡猪牛羊鱼公母蛋薯姜种族内间".contains(next);
    place.alone() && is_han(next) && who && !noun
}

/// 很中意, 中意那条船, but 中意两国.
fn pleases(place: &HanPlace) -> bool {
    let beyond = place.after.chars().nth(1).map_or(' ', simplified);
    "很最不更太颇挺没都相".contains(place.last) || "那这他她它我你了的得哪谁".contains(beyond)
}

/// 看著 where Traditional characters are written, but 著名 and 顯著.
fn particle(place: &HanPlace) -> Option<&'static str> {
    let own = AFTER_ZHU.contains(place.next) || BEFORE_ZHU.contains(place.last);
    (is_han(place.last) && !own).then_some("zhe")
}
