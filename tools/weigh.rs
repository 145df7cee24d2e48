//! What the evidence is worth: reads texts with weights other than the file's, and writes down what was weighed.
//!
//! ```text
//! weigh export [--weights FILE] TEXT...   each text as `kanbao export` has it, a line of JSON each
//! weigh rows [--weights FILE] TEXT...     each choice between two readings, a line of JSON each: which was taken, and
//!                                         how much of each row of assets/evidence.toml speaks for it
//! weigh turn TEXT...                      turns each weight's sign and names the rows with which no text reads otherwise
//! weigh list                              each row's id and weight
//! ```
//!
//! FILE has lines `id weight`; # begins a remark. `tools/README.md` says what is made of it.

use kanbao::correction::Role;
use kanbao::export::{ExportFormat, export};
use kanbao::loader::{Choice, Ground, Options, Reading, explain, load, weights};
use serde_json::{Map, Value, json};
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::io::{self, Write};

fn main() -> Result<(), String> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    run(&args)
}

fn run(args: &[String]) -> Result<(), String> {
    let (verb, mut rest) = args
        .split_first()
        .ok_or("one of export, rows, turn, list is missing")?;
    if let [flag, file, texts @ ..] = rest
        && flag == "--weights"
    {
        put_weights(file)?;
        rest = texts;
    }
    let texts = rest
        .iter()
        .map(|path| read(path).map(|text| (path.as_str(), text)));
    let texts = texts.collect::<Result<Vec<_>, _>>()?;
    let mut out = io::BufWriter::new(io::stdout().lock());
    let done = match verb.as_str() {
        "export" => texts.iter().try_for_each(|(_, text)| {
            export(
                &load(text.clone(), &Options::default()),
                ExportFormat::JsonLine,
                &mut out,
            )
        }),
        "rows" => texts
            .iter()
            .try_for_each(|(path, text)| rows(path, text, &mut out)),
        "turn" => turn(&texts, &mut out),
        "list" => weights::all().try_for_each(|(id, weight)| writeln!(out, "{id} {weight}")),
        other => return Err(format!("{other} is none of export, rows, turn, list")),
    };
    done.and_then(|()| out.flush()).map_err(|e| e.to_string())
}

fn read(path: &str) -> Result<Vec<u8>, String> {
    std::fs::read(path).map_err(|e| format!("{path}: {e}"))
}

/// Puts the weights of a file in force.
fn put_weights(file: &str) -> Result<(), String> {
    let text = String::from_utf8(read(file)?).map_err(|e| format!("{file}: {e}"))?;
    for (number, line) in (1..).zip(text.lines()) {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let pair = line.split_once(' ');
        let pair = pair.and_then(|(id, weight)| Some((id, weight.trim().parse().ok()?)));
        let (id, weight) =
            pair.ok_or_else(|| format!("{file}:{number}: not an id and a weight: {line}"))?;
        weights::put(id, weight).map_err(|e| format!("{file}:{number}: {e}"))?;
    }
    Ok(())
}

/// Writes what was weighed of a text: the choices of its lines and runs, and what makes its articles doubtful.
fn rows(path: &str, text: &[u8], out: &mut impl Write) -> io::Result<()> {
    let loaded = load(text.to_vec(), &Options::default());
    let all: Vec<usize> = (1..=loaded.issue.line_starts.len()).collect();
    // All lines of a run have the same choices of the run.
    let mut of_run: Vec<(&str, u32)> = Vec::new();
    for (line, ground) in all
        .iter()
        .zip(explain(&loaded.issue, None, &[], &all).lines)
    {
        let Some(Ground::Weighed(choices)) = ground else {
            continue;
        };
        let own = |c: &Choice| (kind(&c.chosen), c.margin.to_bits());
        for choice in choices.iter().filter(|c| !of_run.contains(&own(c))) {
            write_choice(path, *line, choice, out)?;
        }
        of_run = choices
            .iter()
            .filter(|c| kind(&c.chosen) != "state")
            .map(own)
            .collect();
    }
    for doubt in &loaded.weighed {
        let row = json!({
            "text": path, "kind": "doubt", "line": doubt.line, "bound": doubt.bound,
            "amounts": amounts(doubt.amounts.iter()),
        });
        writeln!(out, "{row}")?;
    }
    Ok(())
}

fn write_choice(path: &str, line: usize, choice: &Choice, out: &mut impl Write) -> io::Result<()> {
    let row = json!({
        "text": path, "kind": kind(&choice.chosen), "line": line,
        "chosen": reading(&choice.chosen), "rival": choice.rival.as_ref().map(reading),
        "margin": choice.margin, "amounts": amounts(choice.amounts.iter().copied()),
    });
    writeln!(out, "{row}")
}

fn kind(reading: &Reading) -> &'static str {
    match reading {
        Reading::Begins | Reading::GoesOn(_) | Reading::Alone | Reading::Names => "state",
        Reading::Article(..) => "start",
        Reading::Shares(_) => "shares",
    }
}

fn reading(reading: &Reading) -> Value {
    match reading {
        Reading::Begins => json!({"state": "begins"}),
        Reading::GoesOn(line) => json!({"state": "goes on", "with": line}),
        Reading::Alone => json!({"state": "alone"}),
        Reading::Names => json!({"state": "names"}),
        Reading::Article(begins, lines) => json!({"begins": begins, "lines": lines}),
        Reading::Shares(lines) => {
            let lines = lines
                .iter()
                .map(|(line, role)| json!([line, role.map(Role::name)]));
            json!({"lines": lines.collect::<Vec<_>>()})
        }
    }
}

fn amounts(amounts: impl Iterator<Item = (&'static str, f32)>) -> Value {
    Value::Object(
        amounts
            .map(|(id, amount)| (id.to_owned(), json!(amount)))
            .collect::<Map<_, _>>(),
    )
}

/// Names the rows whose sign may be turned without a text being read otherwise.
fn turn(texts: &[(&str, Vec<u8>)], out: &mut impl Write) -> io::Result<()> {
    let before: Vec<u64> = texts.iter().map(|(_, text)| as_read(text)).collect();
    for (id, weight) in weights::all().filter(|(_, weight)| *weight != 0.) {
        weights::put(id, -weight).map_err(io::Error::other)?;
        let mut each = texts.iter().zip(&before);
        let alike = each.all(|((_, text), before)| as_read(text) == *before);
        weights::put(id, weight).map_err(io::Error::other)?;
        if alike {
            writeln!(out, "{id} {weight}")?;
        }
    }
    Ok(())
}

/// A number that stands for how a text is read, doubts and all.
fn as_read(text: &[u8]) -> u64 {
    let mut hash = DefaultHasher::new();
    let mut read = Vec::new();
    let loaded = load(text.to_vec(), &Options::default());
    // Writing into memory cannot fail.
    let _ = export(&loaded, ExportFormat::JsonLine, &mut read);
    read.hash(&mut hash);
    hash.finish()
}
