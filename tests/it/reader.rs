//! A reader at a terminal that is none: keys in, screens out.

use kanbao::app::{Effect, Message, Pane, ReaderSettings, State, update};
use kanbao::issue::{Date, Issue};
use kanbao::keymap::{Chord, Keymap};
use kanbao::language::Language;
use kanbao::theme::Theme;
use kanbao::view::view;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;

/// A paper for the tests, as [`crate::testing::issue`] reads it: two named sections, a story that goes on from one to
/// the other, and a piece without headline.
pub const PAPER: &str = "\
## 01 要闻
# 江水东流潮声起
> 春潮涌动处
< 两岸新城入画来
@ 本报记者 林小舟
本报讯 2月28日,江水上涨三寸,潮声传到城里。渡口的老船工说,今年的春天来得早,往年这个时候,江面上还
结着薄冰。

上午九点,第一班渡船离岸。船上坐着去对岸上学的孩子、卖菜的农妇和三位测量水位的技术员。技术员们每天要在七个地方量水,把数字写在本子上,再用电话报给上游的水文站。

“水位每小时涨一指。”领队的周工说,“照这个样子,后天就到往年清明的高度。”他们带来的仪器装在一只旧木箱里,箱子上还写着厂名和年份。

下午,渡口贴出告示:夜间停航,白天照常。孩子们放学时,江上起了风,船工把缆绳系了两道。
# 新桥今日通车 两岸来往不再等船
江上第三座桥今天上午通车,桥长一千二百米,双向四车道。
^ 02
## 02 综合
# 岸上人家灯火明
渡口的灯亮到半夜。灯下的人在补网,也在等船。
# 新桥今日通车
v 1
桥头的石狮子是旧桥上搬来的,左边一只缺了耳朵。

#
河堤夜市昨晚开市,一百二十个摊位排成两行。
";

/// A reader with an issue open.
pub struct Reader {
    pub state: State,
    pub effects: Vec<Effect>,
    keymap: Keymap,
    theme: Theme,
    size: (u16, u16),
}

impl Reader {
    /// Opens a text in a window of this size, in Chinese.
    pub fn open(text: &str, columns: u16, rows: u16) -> Self {
        Self::of(issue(text), Language::Chinese, columns, rows)
    }

    /// Opens an issue.
    pub fn of(issue: Issue, language: Language, columns: u16, rows: u16) -> Self {
        let keymap = Keymap::default();
        let settings = ReaderSettings {
            language,
            guide: keymap.guide(language),
            ..ReaderSettings::default()
        };
        Self::start(State::new(issue, Vec::new(), settings), columns, rows)
    }

    /// Goes on with a state that has not been drawn yet.
    pub fn start(state: State, columns: u16, rows: u16) -> Self {
        let mut reader = Self {
            state,
            effects: Vec::new(),
            keymap: Keymap::default(),
            theme: Theme::default(),
            size: (columns, rows),
        };
        reader.tell(Message::Resize(columns, rows));
        reader
    }

    /// Sends a message.
    pub fn tell(&mut self, message: Message) -> &mut Self {
        if let Message::Resize(columns, rows) = message {
            self.size = (columns, rows);
        }
        self.effects.extend(update(&mut self.state, message));
        self
    }

    /// Presses keys: characters as typed, and `<…>` for named ones, as `keys.toml` writes them.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for key in chords(keys) {
            let chord = Chord::parse(key).unwrap_or_else(|| panic!("{key} is no key"));
            if let Some(message) = self.keymap.message(self.state.context(), chord) {
                self.tell(message);
            }
        }
        self
    }

    /// What is drawn.
    pub fn buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.size.0, self.size.1));
        view(&self.state, &self.theme, &mut buffer);
        buffer
    }

    /// The screen's rows.
    pub fn rows(&self) -> Vec<String> {
        rows(&self.buffer())
    }

    /// The screen as text, rows numbered.
    pub fn screen(&self) -> String {
        screen(&self.buffer())
    }

    /// Whether a text stands on screen, in one row.
    pub fn shows(&self, text: &str) -> bool {
        self.rows().iter().any(|row| row.contains(text))
    }

    /// The status line.
    pub fn status(&self) -> String {
        self.rows().pop().unwrap_or_default().trim().to_owned()
    }

    pub fn pane(&self) -> Pane {
        self.state.context().pane
    }
}

/// A text as an issue of 江城晚报.
pub fn issue(text: &str) -> Issue {
    Issue {
        paper: Some("江城晚报".into()),
        date: Date::new(2024, 2, 29),
        number: Some("88".into()),
        ..crate::testing::issue(text)
    }
}

/// The keys of a text in turn.
pub fn chords(keys: &str) -> Vec<&str> {
    let mut chords = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        let end = match rest.find('>') {
            Some(end) if c == '<' => end + 1,
            _ => c.len_utf8(),
        };
        let (chord, more) = rest.split_at(end);
        chords.push(chord);
        rest = more;
    }
    chords
}

/// A buffer's rows as text: a wide character takes its two cells, trailing blanks are left out.
pub fn rows(buffer: &Buffer) -> Vec<String> {
    let area = buffer.area;
    (0..area.height)
        .map(|y| {
            let mut row = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = buffer[(x, y)].symbol();
                row.push_str(symbol);
                x += buffer[(x, y)].cell_width().max(1);
            }
            row.trim_end().to_owned()
        })
        .collect()
}

/// A buffer as text, its rows numbered.
pub fn screen(buffer: &Buffer) -> String {
    let rows = rows(buffer);
    let numbered = rows.iter().enumerate();
    let lines: Vec<String> = numbered
        .map(|(n, row)| format!("{n:2} {row}").trim_end().to_owned())
        .collect();
    lines.join("\n")
}
