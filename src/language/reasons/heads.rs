//! Reasons for which lines stand over a text, and as what.

use super::Reasons;

/// That an article begins.
pub const STARTS: Reasons = &[
    ("the legs begin anew here", "栏从这里重新起算"),
    (
        "the legs of the text before may go on across it",
        "前文的分栏或许越过它",
    ),
    (
        "the legs of the text before go on across it",
        "前文的栏越过它继续",
    ),
    (
        "heads a box inside a story",
        "是文中框文的标题（如“延伸阅读”）",
    ),
    ("a text that begins with a subhead", "正文一开头就是小标题"),
    ("no text stands before it", "前面没有正文"),
    ("a new page begins here", "从这里起换页"),
    ("a byline ended the text before", "前文以署名收尾"),
    ("the text before has come to its end", "前文已经完了"),
    ("only heads stand before it", "前面只有标题"),
    ("the text before has not ended", "前文还没有完"),
    ("a gap stands before it", "前面空得多"),
    ("a byline follows", "后面是署名"),
    ("a byline follows, and no text", "后面是署名，没有正文"),
    ("a name follows", "后面是人名"),
    ("no byline follows", "后面没有署名"),
    ("a dateline follows", "后面是电头"),
    (
        "a text continued from another page follows",
        "后面是上接别版的正文",
    ),
    ("no text follows", "后面没有正文"),
    ("one of its lines is a byline", "其中一行是署名"),
    ("only short lines stand before it", "前面只有短行"),
    (
        "blank lines set it off from lines cut at a column's width",
        "栏宽断开的各行之间，只有它前面空行",
    ),
    ("no blank line sets it off", "前面没有空行隔开"),
    ("how many lines stand together", "相连的行数"),
    (
        "how much of the text before returns in the text after",
        "前后正文有多少字词相同",
    ),
    (
        "how much of its own words stand in the text before",
        "本行的字词有多少见于前文",
    ),
    (
        "is not built like the standalone line before",
        "与前一个独立的行不相像",
    ),
    (
        "is built like the standalone line before",
        "与前一个独立的行相像",
    ),
    (
        "is as long as the standalone line after",
        "与后一个独立的行一样长",
    ),
    ("holds no line marked as a heading", "没有一行带标题记号"),
    ("nothing is indented here", "此处都没有缩进"),
    ("is indented, as paragraphs are", "像段落那样缩进"),
    (
        "paragraphs are indented otherwise before and after",
        "前后段落的缩进不同",
    ),
    ("holds a known column's name", "有规则里的栏目名"),
    ("is numbered, as subheads are", "像小标题那样带序号"),
    ("is one quotation", "整行是一句引语"),
    ("has a comma", "有逗号"),
    ("has a colon", "有冒号"),
    ("gives numbers", "有数字"),
    (
        "is strong, as subheads are where headlines are marked",
        "是粗体，而标题另有记号，小标题才用粗体",
    ),
    ("names a notice", "是启事、公告之类"),
    (
        "a line that begins with a dash, as decks do, stands below",
        "下面一行像副题那样以破折号开头",
    ),
    (
        "begins or ends with a dash, as decks and kickers do",
        "像引题、副题那样以破折号开头或结尾",
    ),
    (
        "its words return in the text that follows",
        "本行的字词见于后面的正文",
    ),
    (
        "a line after it carries the headline's mark",
        "后面的行带着与主题一样的记号",
    ),
    (
        "lines before it belong to the text before",
        "前面有行归前文",
    ),
    ("lines after it belong to its text", "后面有行归正文"),
    ("a byline or dateline follows", "后面是署名或电头"),
    (
        "how far this level of mark is a headline's here",
        "此文这一级记号有几成是主题",
    ),
    (
        "the articles beside it would show a byline or dateline, or none",
        "这样分篇，前后各篇有没有署名或电头",
    ),
    ("is a signature or a day and no more", "只是落款或日期"),
    (
        "the line before says where data come from",
        "上一行说明数据来源",
    ),
    (
        "one of its lines is indented, as paragraphs are",
        "其中一行像段落那样缩进",
    ),
    (
        "the line after it is indented, as paragraphs are",
        "下一行像段落那样缩进",
    ),
    (
        "the line after it stands at the margin, too",
        "下一行同样顶格",
    ),
    (
        "blank lines part the line after it from the text",
        "下一行与正文之间有空行",
    ),
    (
        "a blank line parts it from the line after it",
        "与下一行之间有空行",
    ),
];

/// Which head a line is.
pub const DECKS: Reasons = &[
    ("is a document's number", "只是文件的编号"),
    (
        "a deck in brackets and another",
        "括号里的副题之外还有一行副题",
    ),
    (
        "a headline's lines differ in level",
        "主题各行的标题级别不同",
    ),
    (
        "both carry the headline's mark, and others do not",
        "两行同带主题的记号，别的行没有",
    ),
    ("two lines of kicker", "引题有两行"),
    (
        "a headline of two lines under what someone urged",
        "引题说谁强调，主题有两行",
    ),
    ("how common such a deck is", "这样的标题组合有多常见"),
    (
        "a column's name stands over few articles",
        "标有栏目的稿件少",
    ),
    ("two names of columns", "有两个栏目名"),
    (
        "carries no mark, though the headline does",
        "没有记号，而主题有",
    ),
    ("ranks below the headline", "级别低于主题"),
    (
        "ranks with the headline, others do not",
        "级别与主题相同，而别的行不同",
    ),
    ("ranks above the headline", "级别高于主题"),
    (
        "the headline names it in brackets",
        "主题末尾括号里有这个栏目",
    ),
    ("how often it recurs in the text", "在全文里出现几次"),
    ("is long for a column's name", "作栏目名嫌长"),
    ("is no name", "不像名称"),
    ("ends as kickers do", "像引题那样结尾"),
    ("ends with an event", "以一件事结尾"),
    ("is short", "短"),
    (
        "names a digest, which is a headline",
        "是简讯集纳的名称，应作主题",
    ),
    ("is a day and no more", "只是一个日期"),
    ("is a number and no more", "只是一个序号"),
    (
        "names a place or a body and no more",
        "只是一个地名或单位名",
    ),
    ("tells who spoke or took the chair", "说明谁讲话、谁主持"),
    ("ends as columns' names do", "结尾像栏目名"),
    (
        "a digest's name, and the title of its first item",
        "简讯集纳的名称，后面是第一则的题目",
    ),
    ("is long for a kicker", "作引题嫌长"),
    ("begins with a dash", "以破折号开头"),
    (
        "recurs in the text, as columns' names do",
        "像栏目名那样一再出现",
    ),
    ("stands in brackets", "整行在括号里"),
    ("ends with a dash, as kickers do", "像引题那样以破折号结尾"),
    ("begins with a dash, as decks do", "像副题那样以破折号开头"),
    ("is in two parts", "分成两截"),
    ("asks or exclaims", "是问句或感叹"),
    ("is long for a headline's line", "作主题的一行嫌长"),
    ("far apart", "隔得远"),
    ("how near its lines are in length", "各行长短相差多少"),
    ("long for one headline", "作一个主题嫌长"),
    ("the line above goes on", "上一行没有说完"),
    ("the line above has a comma", "上一行有逗号"),
    (
        "the line above is in two parts by itself",
        "上一行自己就分成两截",
    ),
    ("the line above is short", "上一行短"),
    ("begins as decks do", "像副题那样开头"),
    ("ends with a dash", "以破折号结尾"),
    ("is short for a deck", "作副题嫌短"),
    ("is a byline", "是署名"),
    ("holds an office", "有单位或职务"),
    ("is as short as a name", "像人名一样短"),
    ("is no byline", "不是署名"),
];

/// How the heads look side by side.
pub const SHAPES: Reasons = &[
    (
        "its lines close together what each leaves open",
        "各行没合上的引号、括号合起来正好合上",
    ),
    ("leaves a bracket or quotation open", "有引号或括号没有合上"),
    (
        "the line above returns more in the text than that below",
        "主题的上一行比下一行更多见于正文",
    ),
    ("the kicker's length", "引题的长短"),
    ("the kicker is balanced", "引题对仗"),
    ("the kicker gives numbers", "引题有数字"),
    ("the kicker has a comma", "引题有逗号"),
    ("the kicker leaves a bracket open", "引题有括号没有合上"),
    (
        "how much of the headline's line returns in the text",
        "主题的字词有多少见于正文",
    ),
    ("the length of the headline's line", "主题每行的长短"),
    ("the headline's line is balanced", "主题对仗"),
    (
        "how much of the deck returns in the text",
        "副题的字词有多少见于正文",
    ),
    ("the deck is in two parts", "副题分成两截"),
    ("the deck leaves a bracket open", "副题有括号没有合上"),
    (
        "another headline under an event",
        "引题说一件事，主题另说一层",
    ),
    (
        "the headline under a kicker ends with an event",
        "引题下面的主题以一件事结尾",
    ),
    ("the kicker is as long as the headline", "引题与主题一样长"),
    (
        "the kicker returns more than the headline",
        "引题比主题更多见于正文",
    ),
    (
        "the deck gives numbers, the headline none",
        "副题有数字，主题没有",
    ),
    ("a deck under an event", "主题说一件事，下面是副题"),
    ("a deck under no event", "主题不说一件事，下面却是副题"),
    ("the deck is longer than the headline", "副题比主题长"),
    (
        "the deck returns more than the headline",
        "副题比主题更多见于正文",
    ),
    (
        "the headline returns more than the deck",
        "主题比副题更多见于正文",
    ),
];
