//! Why lines were read as they were: the reasons that the loader gives in English, and their Chinese wording. A test
//! reads the loader's sources and sees that every reason has one.

mod heads;

use super::Language;
use crate::issue::Defect;
use heads::{DECKS, SHAPES, STARTS};

impl Language {
    /// What is wrong with a line, as it is told to a reader: doubts in words of the language, others as they are.
    pub fn defect(self, defect: &Defect) -> String {
        let message = &defect.message;
        match (message.strip_prefix(IN_DOUBT), &defect.chinese) {
            (Some(what), _) => format!("{}{}", self.say("读来存疑：", IN_DOUBT), self.reason(what)),
            (None, Some(chinese)) => self.say(chinese, message).to_owned(),
            (None, None) => message.clone(),
        }
    }

    /// A reason that the loader gives.
    pub fn reason(self, english: &str) -> &str {
        let known = REASONS.iter().flat_map(|(_, reasons)| *reasons);
        let mut known = known.filter(|(en, _)| *en == english);
        known.next().map_or(english, |(en, zh)| self.say(zh, en))
    }
}

/// What the loader's messages on doubts begin with.
const IN_DOUBT: &str = "read in doubt: ";

type Reasons = &'static [(&'static str, &'static str)];

/// All reasons with their Chinese wording, by what they are reasons for. One that serves several ends stands once.
pub const REASONS: &[(&str, Reasons)] = &[
    ("a line goes on with another", SEAMS),
    ("a line stands alone", LONE),
    ("an article begins", STARTS),
    ("which head a line is", DECKS),
    ("how the heads look side by side", SHAPES),
    ("what was told", TOLD),
    ("a line's own form", FORMS),
    ("an article is in doubt", DOUBTS),
];

const SEAMS: Reasons = &[
    (
        "begins with a mark that begins no line",
        "以不能居行首的标点开头",
    ),
    ("is marked as a heading", "带标题记号"),
    (
        "one of the two lines is strong, the other not",
        "两行一行是粗体，一行不是",
    ),
    ("follows a heading", "紧跟在标题后面"),
    ("begins with a dateline", "以电头开头"),
    ("is indented", "有缩进"),
    ("begins with a number that counts", "以序号开头"),
    (
        "goes on in the bracket that tells when a law was passed",
        "接着写法律何时通过的题注",
    ),
    (
        "the line before is a numbered heading",
        "上一行是带序号的标题",
    ),
    ("a byline ends the line before", "上一行末尾是署名"),
    ("signs a note", "是按语的落款"),
    (
        "is not indented, as paragraphs are here",
        "没有缩进，而此处各段都有",
    ),
    ("the line before fills its column", "上一行排满了栏宽"),
    ("the line before ends a sentence", "上一行到句末"),
    (
        "the line before is as plain as a headline",
        "上一行像标题一样没有标点",
    ),
    (
        "is a day alone, as below a signature",
        "只是日期，像落款的日期",
    ),
    ("a line break is marked before it", "前面标有换行"),
    (
        "is a line of several that marked breaks part",
        "是用换行标记分开的几行之一",
    ),
    ("a blank line parts them", "两行之间有空行"),
    ("is short and ends no sentence", "短，又不到句末"),
    ("the line before is a note", "上一行是附注"),
    (
        "the line before ended short of its column",
        "上一行没有排满栏宽",
    ),
    ("the line before ends with a hyphen", "上一行以连字符结尾"),
    ("the piece before ends a sentence", "前一截到句末"),
    ("the piece before ends no sentence", "前一截不到句末"),
    ("begins with a small letter", "以小写字母开头"),
    ("the piece before ends with a hyphen", "前一截以连字符结尾"),
    ("the piece before ends with a colon", "前一截以冒号结尾"),
    ("a piece that ends no sentence", "前一截没有说完"),
    (
        "the characters at the seam are a word known from elsewhere",
        "接缝处的字在别处合成一个词",
    ),
    (
        "the characters at the seam stand together elsewhere",
        "接缝处的两个字在别处相连",
    ),
    (
        "the characters at the seam stand together nowhere else",
        "接缝处的两个字在别处不相连",
    ),
    ("nothing is known of the seam", "接缝处的字无从判断"),
    ("a leg of this story ends there", "本篇的一栏恰好在那里断"),
    (
        "a leg of this story ends there, at a line as plain as a headline",
        "本篇的一栏恰好在那里断，那一行像标题一样没有标点",
    ),
    ("no leg of this story ends there", "本篇的栏不在那里断"),
    (
        "the first piece under a byline, shorter than legs are",
        "署名下的第一段，短于一栏",
    ),
    (
        "no leg of this story ends there, at a line as plain as a headline",
        "本篇的栏不在那里断，那一行像标题一样没有标点",
    ),
    (
        "the piece before ends with an ellipsis",
        "前一段以省略号结尾",
    ),
    (
        "the seam would part a word of the dictionary",
        "在这里分开会拆散词典里的一个词",
    ),
    (
        "the seam stands between words of the dictionary",
        "这里正在词典的两个词之间",
    ),
    (
        "the word before ends hardly any text",
        "前面那个词几乎不会结束一段",
    ),
    (
        "the word after begins hardly any text",
        "后面那个词几乎不会开始一段",
    ),
    (
        "the piece before stands right under a heading, as leads do",
        "前一段紧接在标题下面，像提要",
    ),
    (
        "closes what the piece before left open",
        "补上了前一段没有关上的括号或引号",
    ),
    (
        "the commas and stops of the piece before",
        "前一截里逗号、句号的多少",
    ),
    ("the piece before is short", "前一截短"),
    ("the piece before is long", "前一截长"),
    (
        "the piece before ends with a comma",
        "前一截以逗号、顿号结尾",
    ),
    ("the piece before ends with a semicolon", "前一截以分号结尾"),
    (
        "the piece before closes a bracket",
        "前一截以后括号、后引号结尾",
    ),
    ("the piece before ends with a dash", "前一截以破折号结尾"),
    ("the piece before ends in mid-sentence", "前一截断在句中"),
    (
        "the piece before ends with a word or number",
        "前一截以字母、数字结尾",
    ),
    ("ends a sentence", "到句末"),
    ("holds sentences' ends", "含有句末"),
    (
        "a quotation or bracket is still open",
        "引号或括号还没有合上",
    ),
    ("begins with a character", "以汉字开头"),
    ("begins with an opening mark", "以前引号、前括号开头"),
    (
        "a byline of names stands right above",
        "紧上面已有一行人名署名",
    ),
    (
        "the heading above is cut at its column's edge",
        "上面的标题行在栏边断开",
    ),
    (
        "the paragraph above would end without a stop",
        "否则上一段没有句号就完了",
    ),
];

const LONE: Reasons = &[
    ("gives an address", "含有电子邮箱"),
    (
        "would be the only subhead of its article",
        "会成为本篇唯一的小标题",
    ),
    ("a byline stands below", "下面一行是署名"),
    ("a byline ended the text above", "上文以署名结束"),
    (
        "a question or exclamation over a byline",
        "署名上面的问句或感叹句",
    ),
    ("is strong from end to end", "整行是粗体"),
    ("is a known column's name", "是规则里的栏目名"),
    (
        "is not marked, as headings are here",
        "没有标题记号，而此文的标题都有",
    ),
    ("its length", "长短"),
    ("holds many commas", "逗号多"),
    ("begins as a report's text does", "像消息正文那样开头"),
    ("ends with a jump line", "以转版结尾"),
    ("is indented like a paragraph", "像段落那样缩进"),
    ("is set in from the margin", "从边上缩进许多"),
    ("leaves a bracket open", "有括号没有合上"),
    ("fills its column", "排满了栏宽"),
    ("a blank line stands before it", "前面有空行"),
    ("a blank line stands after it", "后面有空行"),
    (
        "ends with a column's name in brackets",
        "以括号里的栏目名结尾",
    ),
    ("is a note on the text", "是说明正文的附注"),
    ("stands in brackets after a text", "在正文后面，全在括号里"),
    (
        "gives in brackets when it was passed, under a title",
        "在标题下，括号里写明何时通过",
    ),
    (
        "opens a bracket that the line below closes at its end",
        "前括号由下一行末尾合上",
    ),
    (
        "a line as plain as a headline stands below",
        "下一行也像标题一样没有标点",
    ),
    ("a much longer line stands below", "下一行长得多"),
    (
        "the line below is indented, it is not",
        "下一行缩进，本行不缩进",
    ),
    ("a page begins above", "上面是版名或报头"),
    (
        "closes at its end the bracket that the line above leaves open",
        "末尾合上了上一行的括号",
    ),
    (
        "a line as plain as a headline stands above",
        "上一行也像标题一样没有标点",
    ),
    ("a sentence ends above", "上一行到句末"),
    ("a dateline stands below", "下一行以电头开始"),
    (
        "a heading stands below, and no sentence ends here",
        "下一行是标题，本行不是句末",
    ),
    ("ends as a sentence does", "像句子那样结尾"),
    ("ends with a comma", "以逗号、顿号结尾"),
    ("ends with a full stop", "以句号结尾"),
    ("ends with a semicolon", "以分号结尾"),
    ("ends with a colon", "以冒号结尾"),
    ("ends with an ellipsis", "以省略号结尾"),
    (
        "ends with a question or exclamation mark",
        "以问号、叹号结尾",
    ),
    ("ends with a stop inside quotes", "以引号里的句号结尾"),
    ("holds a sentence's end", "中间有句末"),
    ("holds names and nothing else", "只有人名"),
    (
        "gives an office or a place, and a name",
        "先写单位、职务或地名，再写人名",
    ),
    ("is a body that signs a text as a whole", "是集体署名的单位"),
    (
        "a day follows, as under a document's signature",
        "下一行是日期，像文件的落款",
    ),
    (
        "is as short as a name, or spaced like one",
        "像人名一样短，或像人名那样空格",
    ),
];

const TOLD: Reasons = &[
    ("is told to be something else", "更正说它是别的"),
    (
        "a line beside them is told to be a head",
        "更正说旁边的行也是标题",
    ),
    (
        "an article is told to begin before them",
        "更正说在它们之前起一篇",
    ),
    ("is told to begin an article", "更正说从这里起一篇"),
    ("is told to begin none", "更正说这里不起篇"),
];

const FORMS: Reasons = &[
    ("stands under a guide to the issue", "在导读下面"),
    ("fits a line of the rules", "整行合于规则"),
    ("holds the paper's name", "有报名"),
    (
        "holds a day or a number, and nothing but what mastheads hold beside it",
        "有日期或期号，此外只有报头里的东西",
    ),
    (
        "ends as papers' names do, over the line with the day",
        "在有日期的行上面，像报名那样结尾",
    ),
    (
        "a short line over the line with the day, at the text's head",
        "在全文开头、有日期的行上面的短行",
    ),
    (
        "names its page as section headings do",
        "像版名那样写明第几版",
    ),
    ("a page's number and a section's name", "版次加上版名"),
    (
        "a page's number with 0 or a letter and a name, and pages go up through the text",
        "带 0 或字母的版次加上名称，全文版次递增",
    ),
    ("is nothing but a page's number", "只有页码"),
    ("begins with a word of the rules", "以规则里的词开头"),
    ("ends with a word of the rules", "以规则里的词结尾"),
    ("says who took or lent a picture", "说明谁拍摄或提供图片"),
    (
        "goes on with a caption cut at its column's edge",
        "接着上面在栏边断开的图说",
    ),
    ("holds a name of the rules", "有规则里的人名"),
    (
        "says who wrote, with a word of the rules and names",
        "有规则里的身份词和人名，说明谁写的",
    ),
    (
        "says who wrote, after By, 文, 作者 or the like",
        "在 By、文、作者 之类后面说明谁写的",
    ),
    ("says on which page the story goes on", "说明下转第几版"),
    ("says from which page the story comes", "说明上接第几版"),
];

const DOUBTS: Reasons = &[
    ("a paragraph's end, or a column's", "是段末，还是栏末"),
    ("headline or text", "是标题，还是正文"),
    ("kicker, headline or deck", "是引题、主题，还是副题"),
    ("where the text ends", "正文到哪里为止"),
    (
        "standalone lines of the text before stand over it",
        "上一篇的短行紧接在它上面",
    ),
    ("a page without an article", "这一版一篇稿件也没有"),
    ("the only subhead of its article", "全篇只有这一个小标题"),
    ("one of two subheads only", "全篇只有两个小标题"),
    ("a caption amid the text", "图说夹在正文中间"),
    ("a note amid the text", "附注夹在正文中间"),
    ("a paragraph without a stop", "有段落没有句末标点"),
    ("a paragraph that ends with a colon", "有段落以冒号结尾"),
    (
        "the only paragraph that ends with a semicolon",
        "全篇只有这一段以分号结尾",
    ),
    (
        "a quotation or bracket without its end",
        "有引号或括号不成对",
    ),
    ("no text", "没有正文"),
    ("a story on several pages", "稿件分在几个版上"),
    ("no headline", "没有标题"),
    ("headed as notices are", "标题像启事、导读那样短"),
    (
        "neither byline nor dateline",
        "没有署名，也没有电头，别的稿件大多有",
    ),
    ("a long headline", "标题很长"),
    (
        "a headline with half a pair of marks",
        "标题里的引号或括号不成对",
    ),
    (
        "two heads alike over a report",
        "消息上面两行标题，记号相同",
    ),
    ("a byline that holds a note", "署名里夹着附注"),
    ("a byline with a bracket", "署名里有括号"),
    ("a byline out of brackets", "署名取自括号，别处不这样"),
];
