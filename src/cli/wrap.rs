//! `kanbao wrap`: paragraphs in, set lines out; what `fmt` does for English.

use crate::cli::Common;
use crate::cli::outcome::Outcome;
use crate::cli::page::DEFAULT_WIDTH;
use crate::cli::wrong::Error;
use crate::tell::output::Unwritten;
use crate::tell::spoken::say;
use crate::typeset::display::{SOFT_HYPHEN, harmless};
use crate::typeset::{self, Style};
use crate::{guard, loader, open, terminal};
use clap::Args;
use encoding_rs::{Decoder, Encoding, UTF_8};
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::mem;
use std::path::PathBuf;

/// Bytes read at a time.
const BLOCK: usize = 1 << 16;
/// Bytes after which a paragraph without end is set as it stands, so that memory stays bounded.
const LONGEST: usize = 1 << 24;
/// Bytes that a line takes in memory beside its own.
const LINE: usize = 32;

/// The command's arguments.
#[derive(Args, Debug)]
pub struct Wrap {
    #[arg(
        value_name = say("文件", "FILE"),
        help = say("要排的文本；缺省或 - 为标准输入", "The text; none or - for standard input"),
    )]
    file: Option<PathBuf>,
    #[arg(
        long,
        value_name = "N",
        value_parser = clap::value_parser!(u16).range(1..=10_000),
        help = say("版面宽度，以格计，悬挂的标点也在其内；缺省为终端的宽度，没有终端时为 80",
            "Columns of the page, hanging marks included [default: the terminal's, else 80]"),
    )]
    width: Option<u16>,
    #[arg(long, help = say("每行自成一段；缺省时段落以空行分开", "Take each line for a paragraph; otherwise blank lines part them"))]
    lines: bool,
    #[command(flatten)]
    common: Common,
}

impl Wrap {
    /// Reads to the end, and writes each paragraph as soon as it is whole.
    pub fn run(self, before: &Common) -> Result<Outcome, Error> {
        let common = before.clone().with(self.common);
        let settings = common.settings()?;
        let blocks = Blocks::open(self.file.unwrap_or_else(|| "-".into()), common.encoding()?)?;
        // The page is what was asked for; the longest line has a say only where that was asked for, too.
        let measured = self.width.is_none() || common.sets("typeset.measure");
        let page = Page {
            width: self
                .width
                .or_else(|| terminal::size().map(|(columns, _)| columns))
                .unwrap_or(DEFAULT_WIDTH),
            measure: measured.then_some(settings.measure),
            lines: self.lines,
            harmless: io::stdout().is_terminal(),
            style: Common::style(&settings),
        };
        let mut setter = Setter::new(&page);
        let mut out = BufWriter::with_capacity(BLOCK, io::stdout().lock());
        for block in blocks {
            let set = setter.take(&block?, &mut out);
            set.and_then(|()| out.flush()).map_err(Unwritten)?;
        }
        let set = setter.finish(&mut out);
        set.and_then(|()| out.flush()).map_err(Unwritten)?;
        Ok(Outcome::Done)
    }
}

/// A source's text, as it comes.
struct Blocks {
    source: Box<dyn Read>,
    path: PathBuf,
    /// What tells characters; none while there was only ASCII.
    decoder: Option<Decoder>,
    state: State,
    /// Bytes that may still come.
    left: u64,
}

/// How far a source is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Untouched,
    Begun,
    Read,
}

impl Blocks {
    fn open(
        path: PathBuf,
        encoding: Option<&'static Encoding>,
    ) -> Result<Self, open::error::Error> {
        let source: Box<dyn Read> = if path.as_os_str() == "-" {
            Box::new(io::stdin())
        } else {
            Box::new(open::file(&path)?.0)
        };
        Ok(Self {
            source,
            path,
            decoder: encoding.map(Encoding::new_decoder_with_bom_removal),
            state: State::Untouched,
            left: open::LARGEST,
        })
    }

    /// Takes bytes off those that may come.
    fn count(&mut self, bytes: usize) -> Result<(), open::error::Error> {
        let left = self.left.checked_sub(bytes as u64);
        self.left = left.ok_or_else(|| open::error::Error::TooLarge(self.path.clone()))?;
        Ok(())
    }

    /// What comes next; empty at the end.
    fn read(&mut self) -> Result<Vec<u8>, open::error::Error> {
        let mut block = vec![0; BLOCK];
        loop {
            match self.source.read(&mut block) {
                Ok(length) => {
                    block.truncate(length);
                    return Ok(block);
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(cause) => return Err(self.failed(cause)),
            }
        }
    }

    fn failed(&self, cause: io::Error) -> open::error::Error {
        open::error::Error::Read {
            path: self.path.clone(),
            cause,
        }
    }

    fn block(&mut self) -> Result<String, open::error::Error> {
        let mut bytes = self.read()?;
        self.count(bytes.len())?;
        if self.state == State::Untouched {
            open::refuse_what_is_no_text(&self.path, &bytes, self.decoder.is_some())?;
            let marked = Encoding::for_bom(&bytes).map(|(encoding, _)| encoding);
            let decoder = marked.map(Encoding::new_decoder_with_bom_removal);
            self.decoder = decoder.or_else(|| self.decoder.take());
        }
        self.state = if bytes.is_empty() {
            State::Read
        } else {
            State::Begun
        };
        // The first characters beyond ASCII tell UTF-8; what else there may be is told by the whole text.
        let foreign = |e: std::str::Utf8Error| e.error_len().is_some();
        if self.decoder.is_none() && !bytes.is_ascii() {
            if std::str::from_utf8(&bytes).is_err_and(foreign) {
                let mut rest = self.source.by_ref().take(self.left.saturating_add(1));
                let rest = rest.read_to_end(&mut bytes);
                let rest = rest.map_err(|cause| self.failed(cause))?;
                self.count(rest)?;
                self.state = State::Read;
                return Ok(loader::decode(bytes, None).0);
            }
            self.decoder = Some(UTF_8.new_decoder_without_bom_handling());
        }
        let Some(decoder) = &mut self.decoder else {
            return Ok(String::from_utf8(bytes).unwrap_or_default());
        };
        let most = decoder.max_utf8_buffer_length(bytes.len());
        let mut text = String::with_capacity(most.unwrap_or(0));
        let _ = decoder.decode_to_string(&bytes, &mut text, self.state == State::Read);
        Ok(text)
    }
}

impl Iterator for Blocks {
    type Item = Result<String, open::error::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        (self.state != State::Read).then(|| self.block())
    }
}

/// What is written on.
struct Page {
    /// Cells.
    width: u16,
    /// At most so many cells of a line.
    measure: Option<u16>,
    /// Whether each line is a paragraph.
    lines: bool,
    /// Whether what steers a terminal is left out.
    harmless: bool,
    /// How to set.
    style: Style,
}

/// Gathers paragraphs, and sets those that are whole.
struct Setter<'a> {
    page: &'a Page,
    /// The lines of a paragraph so far.
    paragraph: Vec<String>,
    /// Their bytes.
    length: usize,
    /// A line so far.
    line: String,
    /// Whether a line feed would belong to the line's end before it.
    returned: bool,
    /// Blank lines since the last paragraph.
    blank: usize,
    /// Whether a paragraph was set.
    begun: bool,
}

impl<'a> Setter<'a> {
    fn new(page: &'a Page) -> Self {
        Self {
            page,
            paragraph: Vec::new(),
            length: 0,
            line: String::new(),
            returned: false,
            blank: 0,
            begun: false,
        }
    }

    fn take(&mut self, block: &str, out: &mut dyn Write) -> io::Result<()> {
        for piece in block.split_inclusive(['\n', '\r']) {
            let line = piece.strip_suffix(['\n', '\r']);
            let returned = mem::replace(&mut self.returned, piece.ends_with('\r'));
            if returned && piece == "\n" {
                continue;
            }
            self.line.push_str(line.unwrap_or(piece));
            if line.is_some() {
                self.end_line(out)?;
            } else if self.length.saturating_add(self.line.len()) > LONGEST {
                self.end_line(out)?;
                self.set(out)?;
            }
        }
        Ok(())
    }

    fn end_line(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let line = mem::take(&mut self.line);
        if line.trim().is_empty() {
            self.set(out)?;
            self.blank = self.blank.saturating_add(1);
            return Ok(());
        }
        self.length = self.length.saturating_add(line.len() + LINE);
        self.paragraph.push(line);
        if self.page.lines || self.length > LONGEST {
            self.set(out)?;
        }
        Ok(())
    }

    /// Sets the paragraph there is, below the blank lines that came before it.
    fn set(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if self.paragraph.is_empty() {
            return Ok(());
        }
        let style = &self.page.style;
        let gap = usize::from(style.paragraph_gap);
        let blank = mem::take(&mut self.blank).max(if self.begun { gap } else { 0 });
        self.begun = true;
        self.length = 0;
        blank_lines(blank, out)?;
        let lines = mem::take(&mut self.paragraph);
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let mut text = typeset::joined(&lines);
        if self.page.harmless {
            text = softly_harmless(&text).into();
        } else {
            text = guard::unarmed(&text).into();
        }
        let leading = "\n".repeat(usize::from(style.leading));
        let mut first = true;
        let page = self.page;
        typeset::wrap(&text, page.width, page.measure, style, |line| {
            if !mem::take(&mut first) {
                out.write_all(leading.as_bytes())?;
            }
            if page.harmless && line.contains(SOFT_HYPHEN) {
                out.write_all(on_screen(line).as_bytes())?;
            } else {
                out.write_all(line.as_bytes())?;
            }
            out.write_all(b"\n")
        })
    }

    /// Sets what is left.
    fn finish(mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.line.is_empty() {
            self.end_line(out)?;
        }
        self.set(out)?;
        blank_lines(self.blank, out)
    }
}

/// Writes blank lines, however many.
fn blank_lines(mut count: usize, out: &mut dyn Write) -> io::Result<()> {
    const LINES: [u8; 1024] = [b'\n'; 1024];
    while let Some(lines) = LINES
        .get(..count.min(LINES.len()))
        .filter(|l| !l.is_empty())
    {
        out.write_all(lines)?;
        count -= lines.len();
    }
    Ok(())
}

/// A text without what must not reach a terminal, but with its soft hyphens.
fn softly_harmless(text: &str) -> String {
    let parts: Vec<String> = text.split(SOFT_HYPHEN).map(harmless).collect();
    parts.join(SOFT_HYPHEN.encode_utf8(&mut [0; 4]))
}

/// A line as a terminal shows it: a soft hyphen at its end as a hyphen, others not at all.
fn on_screen(line: &str) -> String {
    let words = line.trim_end_matches(SOFT_HYPHEN);
    let mut shown = words.replace(SOFT_HYPHEN, "");
    if words.len() < line.len() {
        shown.push('-');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Source<I>(I);

    impl<I: Iterator<Item = u8>> Read for Source<I> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let bytes = buffer.iter_mut().zip(&mut self.0);
            Ok(bytes.map(|(to, from)| *to = from).count())
        }
    }

    /// Blocks of a source without end, of which so many bytes may come.
    fn endless(unit: &[u8], left: u64) -> Blocks {
        let block = unit.repeat(BLOCK / unit.len());
        let source = std::iter::repeat(block).flatten();
        Blocks {
            source: Box::new(Source(source)),
            path: "-".into(),
            decoder: None,
            state: State::Untouched,
            left,
        }
    }

    #[test]
    fn what_has_no_end_is_given_up_after_as_much_as_is_allowed() {
        let left = 3 * BLOCK as u64;
        for unit in [&b"a\n"[..], "江\n".as_bytes(), b"\xb2\xe8\n", b"a"] {
            let mut blocks = endless(unit, left);
            let text: usize = blocks.by_ref().map_while(Result::ok).map(|t| t.len()).sum();
            assert!(text as u64 <= left, "{unit:?}");
            let given_up = endless(unit, left).find_map(Result::err);
            assert!(
                matches!(given_up, Some(open::error::Error::TooLarge(_))),
                "{unit:?}"
            );
        }
    }

    #[test]
    fn short_lines_count_for_what_they_take() {
        let page = Page {
            width: 80,
            measure: None,
            lines: false,
            harmless: false,
            style: Style::default(),
        };
        let mut setter = Setter::new(&page);
        let taken = setter.take(&"a\n".repeat(1000), &mut io::sink());
        assert!(taken.is_ok() && setter.length >= 1000 * LINE);
    }

    #[test]
    fn blank_lines_are_written_however_many() -> io::Result<()> {
        for count in [0, 1, 1024, 5000] {
            let mut out = Vec::new();
            blank_lines(count, &mut out)?;
            assert_eq!(out, vec![b'\n'; count]);
        }
        Ok(())
    }

    #[test]
    fn a_terminal_is_shown_soft_hyphens_only_at_a_line_s_end() {
        let text = softly_harmless("com\u{AD}mit\u{1b}\u{AD}tee");
        assert_eq!(text, "com\u{AD}mit\u{AD}tee");
        assert_eq!(on_screen(&text), "committee");
        assert_eq!(on_screen("com\u{AD}mit\u{AD}"), "commit-");
    }
}
