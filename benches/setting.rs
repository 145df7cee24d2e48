//! How fast text is set, beside textwrap's optimal fit on the same paragraphs in the same run:
//! `cargo bench --bench setting`.
#![allow(clippy::print_stdout, clippy::cast_precision_loss, missing_docs)]

use kanbao::{
    issue::{Article, Block, BlockKind, Span, Text},
    loader::{self, load},
    typeset::{Facts, Style, compose},
};
use std::{
    hint::black_box,
    time::{Duration, Instant},
};
use textwrap::{Options, WordSeparator, WrapAlgorithm};

/// Cells of a line.
const MEASURE: u16 = 78;

fn main() {
    let sample = include_bytes!("../assets/sample.txt");
    let issue = load(sample.to_vec(), &loader::Options::default()).issue;
    let paragraphs: Vec<String> = issue
        .articles()
        .flat_map(|(_, article)| &article.blocks)
        .filter(|block| block.kind == BlockKind::Paragraph)
        .map(|block| block.text.of(&issue.source))
        .collect();
    let bytes: usize = paragraphs.iter().map(String::len).sum();
    let (story, source) = story(&paragraphs, usize::MAX);
    let style = Style::default();
    let width = MEASURE + style.gutter();

    let plain = Options::new(usize::from(MEASURE))
        .word_separator(WordSeparator::UnicodeBreakProperties)
        .wrap_algorithm(WrapAlgorithm::new_optimal_fit());
    let ours = fastest(|| {
        black_box(compose(&story, &source, &Facts::default(), width, &style));
    });
    let textwraps = fastest(|| {
        for paragraph in &paragraphs {
            black_box(textwrap::wrap(paragraph, &plain));
        }
    });
    let speed = |time: Duration| bytes as f64 / time.as_secs_f64() / 1e6;
    println!("kanbao, rows with their places  {:6.1} MB/s", speed(ours));
    println!(
        "textwrap, lines by optimal fit  {:6.1} MB/s",
        speed(textwraps)
    );
    println!(
        "ratio                           {:6.2}",
        speed(ours) / speed(textwraps)
    );

    let (story, source) = self::story(&paragraphs, 3000);
    let time = fastest(|| {
        black_box(compose(&story, &source, &Facts::default(), width, &style));
    });
    let characters = source.chars().count();
    println!(
        "an article of {characters} characters   {:6.2} ms",
        time.as_secs_f64() * 1e3
    );

    let line = paragraphs.concat().repeat(10_000_000 / bytes);
    let (story, source) = self::story(&[line], usize::MAX);
    let start = Instant::now();
    black_box(compose(&story, &source, &Facts::default(), width, &style));
    let time = start.elapsed().as_secs_f64();
    println!(
        "one paragraph of {:.1} MB         {:6.1} MB/s",
        source.len() as f64 / 1e6,
        source.len() as f64 / time / 1e6
    );
}

/// An article of these paragraphs, up to so many characters.
fn story(paragraphs: &[String], characters: usize) -> (Article, String) {
    let mut article = Article::default();
    let mut source = String::new();
    let mut left = characters;
    for paragraph in paragraphs {
        let start = source.len();
        source.extend(paragraph.chars().take(left));
        left = left.saturating_sub(paragraph.chars().count());
        article.blocks.push(Block {
            kind: BlockKind::Paragraph,
            text: Text::at(Span::new(start, source.len())),
            depth: 0,
        });
    }
    (article, source)
}

/// The fastest of many runs: what the machine's other work adds is left out.
fn fastest(mut run: impl FnMut()) -> Duration {
    let mut best = Duration::MAX;
    let end = Instant::now() + Duration::from_secs(1);
    while Instant::now() < end {
        let start = Instant::now();
        run();
        best = best.min(start.elapsed());
    }
    best
}
