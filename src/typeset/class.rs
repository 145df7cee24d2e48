//! What a character is to the typesetter: the sets of the rules.

/// Whether a character is Han.
pub fn is_han(c: char) -> bool {
    matches!(c, '\u{4E00}'..='\u{9FFF}' | '\u{3400}'..='\u{4DBF}' | '\u{3005}' | '\u{3007}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFD}')
}

/// Whether a character is set on the Han grid and is no mark: Han and kana.
pub fn is_wide_word(c: char) -> bool {
    is_han(c) || matches!(c, '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}')
}

/// Whether a character is a Hangul syllable or letter; Korean parts its words with spaces.
pub fn is_hangul(c: char) -> bool {
    matches!(c, '\u{AC00}'..='\u{D7A3}' | '\u{1100}'..='\u{11FF}' | '\u{3131}'..='\u{318E}' | '\u{A960}'..='\u{A97C}'
        | '\u{D7B0}'..='\u{D7FB}')
}

/// Marks that close: never at a line's head (CLREQ, GB/T 15834 5.1, CSS strict).
pub fn is_closing(c: char) -> bool {
    matches!(
        c,
        '、' | '，'
            | '。'
            | '．'
            | '：'
            | '；'
            | '！'
            | '？'
            | '‼'
            | '⁇'
            | '⁈'
            | '⁉'
            | '」'
            | '』'
            | '”'
            | '’'
            | '）'
            | '》'
            | '〉'
            | '】'
            | '〗'
            | '〕'
            | '］'
            | '｝'
            | '｠'
            | '｡'
            | '｣'
            | '､'
            | '〞'
            | '〟'
            | ','
            | '.'
            | ':'
            | ';'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
    )
}

/// Marks that open: never at a line's end (CLREQ, GB/T 15834 5.1.8).
pub fn is_opening(c: char) -> bool {
    matches!(
        c,
        '「' | '『'
            | '“'
            | '‘'
            | '（'
            | '《'
            | '〈'
            | '【'
            | '〖'
            | '〔'
            | '［'
            | '｛'
            | '｟'
            | '｢'
            | '〝'
            | '('
            | '['
            | '{'
    )
}

/// Raised figures: the number of a note, or a power.
pub fn is_raised(c: char) -> bool {
    matches!(
        c,
        '\u{B2}' | '\u{B3}' | '\u{B9}' | '\u{2070}' | '\u{2074}'..='\u{2079}'
    )
}

/// What else must not stand at a line's head when it follows a character directly.
pub fn is_bound_to_previous(c: char) -> bool {
    is_closing(c)
        || matches!(
            c,
            '·' | '•'
                | '‧'
                | '・'
                | '～'
                | '~'
                | '–'
                | '-'
                | '/'
                | '／'
                | '%'
                | '％'
                | '‰'
                | '℃'
                | '℉'
                | '°'
                | '′'
                | '″'
                | '￠'
                | '々'
                | '〻'
                | '〃'
                | 'ー'
                | '…'
                | '⋯'
                | '\u{3099}'
                | '\u{309A}'
        )
        || is_small_kana(c)
        || is_raised(c)
}

/// ぁ and its kin, which go with the kana before them.
fn is_small_kana(c: char) -> bool {
    matches!(c, 'ぁ' | 'ぃ' | 'ぅ' | 'ぇ' | 'ぉ' | 'っ' | 'ゃ' | 'ゅ' | 'ょ' | 'ゎ' | 'ゕ' | 'ゖ' | 'ァ' | 'ィ' | 'ゥ'
        | 'ェ' | 'ォ' | 'ッ' | 'ャ' | 'ュ' | 'ョ' | 'ヮ' | 'ヵ' | 'ヶ' | '\u{31F0}'..='\u{31FF}' | '\u{FF67}'..='\u{FF70}')
}

/// Signs of money and number that stand before a figure.
pub fn is_bound_to_figure(c: char) -> bool {
    matches!(c, '￥' | '¥' | '$' | '＄' | '£' | '￡' | '€' | '№')
}

/// Marks that may hang in the gutter (CLREQ: one full stop or comma).
pub fn may_hang(c: char) -> bool {
    matches!(c, '。' | '，' | '、')
}

/// Full-width marks after which a line has a pause, and room for a spare cell.
pub fn is_pause(c: char) -> bool {
    may_hang(c) || matches!(c, '：' | '；' | '！' | '？')
}

/// Full-width closing marks with an empty right half, which a line's end may squeeze (GB/T 15834 5.1.10).
pub fn may_squeeze(c: char) -> bool {
    is_pause(c)
        || matches!(
            c,
            '．' | '」' | '』' | '）' | '》' | '〉' | '】' | '〗' | '〕' | '］' | '｝'
        )
}

/// Quotation marks that close and, where ambiguous characters are wide, have an empty right half as well.
pub fn may_squeeze_where_wide(c: char) -> bool {
    matches!(c, '”' | '’')
}

/// Strokes of a dash or an ellipsis, which stand in pairs and are never parted.
pub fn is_stroke(c: char) -> bool {
    matches!(c, '—' | '…' | '─' | '⋯' | '―' | '⸺')
}

/// Whether a character is a figure.
pub fn is_figure(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９')
}

/// Whether a character is a letter or figure of a script that is set with spaces, as Latin is.
pub fn is_latin(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let wide = matches!(c, '\u{2460}'..='\u{24FF}' | '\u{2776}'..='\u{2793}' | '\u{2E80}'..='\u{D7FB}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FFDC}'
        | '\u{20000}'..='\u{3FFFD}');
    !wide && !is_hangul(c) && c.is_alphanumeric()
}

/// Counters that follow a figure: 2023年, 30万台.
pub fn is_counter(c: char) -> bool {
    "年月日号时点分秒周岁届次个名位人户口台套辆架艘件项条篇部册期版页张只头匹棵株亩顷平立吨斤克公里千百十万亿兆元角倍成余多几\
     层楼室栋幢座路线街厘毫微升瓦度级类种款批例场轮组队支班节课门代区村镇县省市国所家处间美欧英日港韩米\
     時號點屆個戶臺輛條冊頁張隻頭畝頃噸萬億餘幾層樓棟線釐級類種場輪組隊節課門區鎮縣國處間歐韓"
        .contains(c)
}

/// Large numerals written between a figure and its counter: 30万台.
pub fn is_magnitude(c: char) -> bool {
    matches!(
        c,
        '万' | '亿' | '千' | '百' | '十' | '余' | '多' | '兆' | '萬' | '億' | '餘'
    )
}

/// Whether a Han and a Latin word or number meet here: 茶A, 30万, $5元, 87.6%的.
pub fn is_boundary(before: char, after: char) -> bool {
    let opens = |c: char| is_latin(c) || matches!(c, '¥' | '$' | '£' | '€' | '№');
    let closes = |c: char| is_latin(c) || matches!(c, '%' | '‰' | '°' | '℃' | '℉');
    is_wide_word(before) && opens(after) || closes(before) && is_wide_word(after)
}
