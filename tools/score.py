#!/usr/bin/env python3
"""Scores how well a program reads damaged issues.

    python3 tools/score.py                      # tests/gold in all styles, seeds 1 to 3 taken together
    python3 tools/score.py --by issue           # a row for each issue, too; `--by text` for each issue in each style
    python3 tools/score.py --mistakes 5         # and five mistakes of each style: what is true, what was read
    python3 tools/score.py --record             # keep the figures in tests/gold.figures.json
    python3 tools/score.py --check              # compare with those kept; status 1 where one fell
    python3 tools/score.py --issues DIR --styles hard --seeds 4,5 --bin PROGRAM
    python3 tools/score.py --weigh [PROGRAM]    # reads by `weigh export`; default: target/release/examples/weigh
    python3 tools/score.py --texts DIR          # texts damaged before: NAME.txt with NAME.truth.json, in folders, too

The program is read by `PROGRAM export --format json TEXT`, without the settings and rules of who runs this. `--record` and `--check`
always take all styles and seeds 1 to 3. A fall is a figure worse by more than .005. What the figures mean, measure.py says:
article F1, whole head, headline, byline, paragraph F1, section, doubted are better when higher, lost and cried when lower.

Status 1: a figure fell, or the program failed on a text. 2: wrong arguments, or a file
that is no labelled issue.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

import damage
import measure

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
GOLD = os.path.join(ROOT, "tests", "gold")
PROGRAM = os.path.join(ROOT, "target", "release", "kanbao")
WEIGH = os.path.join(ROOT, "target", "release", "examples", "weigh")
BUILD_WEIGH = "cargo build --release --features weighing --example weigh"
READINGS = os.path.join(ROOT, "tests", "readings")
KEPT = ".figures.json"
SEEDS = (1, 2, 3)
FALL = 0.005
SECONDS = 60  # for each text


# Texts


@dataclasses.dataclass
class Labelled:
    """A damaged text with its truth."""

    path: str
    text: str
    truth: dict

    def name(self):
        return os.path.basename(self.path)

    def issue(self):
        return self.truth.get("from", self.name()).removesuffix(".json")


def issues_in(folder):
    """The labelled issues in a folder; ends where there is none."""
    paths = sorted(glob.glob(os.path.join(glob.escape(folder), "*.json")))
    return paths or damage.stop(f"{folder}: no labelled issue in it")


def damage_all(paths, styles, seeds, folder):
    """Writes the issues as damaged texts into a folder."""
    for path in paths:
        for style in styles:
            for seed in seeds:
                damage.write(path, folder, style, seed)


def texts_in(folder):
    """The damaged texts in a folder and in those within it."""
    texts = []
    for path in sorted(glob.glob(os.path.join(glob.escape(folder), "**", "*.truth.json"), recursive=True)):
        truth = damage.object_at(path, "style", "issue", "blocks")
        path = path.removesuffix(".truth.json") + ".txt"
        texts.append(Labelled(path, damage.text_at(path), truth))
    return texts


def hash_of(texts):
    """Tells whether two runs had the same texts with the same truth."""
    digest = hashlib.sha256()
    for text in texts:
        digest.update(json.dumps([text.text, text.truth], ensure_ascii=False, sort_keys=True).encode())
    return digest.hexdigest()[:16]


# Scores


@dataclasses.dataclass
class Scored:
    """A text and what became of it; `failure` instead where the program failed."""

    text: Labelled
    judgement: measure.Judgement = None
    failure: str = None

    def counts(self):
        if self.judgement:
            return measure.counts(self.judgement)
        sections = self.text.truth["issue"]["sections"]
        return collections.Counter(true=sum(len(section["articles"]) for section in sections))


def output_of(command, texts=1):
    """What a command writes of so many texts, with nobody's settings. ValueError where it fails, or takes too long."""
    with tempfile.TemporaryDirectory() as home:
        places = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        env = dict(os.environ, LANG="C.UTF-8", **{name: home for name in places})
        seconds = SECONDS * max(1, texts)
        try:
            run = subprocess.run(command, env=env, capture_output=True, timeout=seconds, check=False)
        except subprocess.TimeoutExpired as error:
            raise ValueError(f"takes longer than {seconds} s") from error
    if run.returncode:
        raise ValueError(f"status {run.returncode}: {run.stderr.decode(errors='replace').strip()[-500:]}")
    return run.stdout.decode()


def weighed(weigh, verb, paths=(), weights=None):
    """What `weigh` writes of texts; ends where it fails. What it says of files has their names without folders."""
    command = [weigh, verb, *(["--weights", weights] if weights else []), *paths]
    try:
        return output_of(command, len(paths))
    except (OSError, ValueError) as error:
        said = str(error)
        for path in [*paths, *([weights] if weights else [])]:
            said = said.replace(path, os.path.basename(path))
        return damage.stop(f"{weigh}: {said}")


def weighed_lines(weigh, verb, paths, weights=None):
    """What `weigh` writes of texts as lines of JSON; ends where it fails."""
    try:
        return [json.loads(line) for line in weighed(weigh, verb, paths, weights).splitlines() if line.strip()]
    except ValueError as error:
        return damage.stop(f"{weigh}: writes no JSON: {error}")


def program_at(path, how):
    """The path of a program; ends with what to do where there is none."""
    if not os.path.isfile(path):
        damage.stop(f"no program at {path}: {how}, or name another")
    return os.path.abspath(path)


def scored(command, text):
    """Scores a text, read by a command that takes its path and writes JSON."""
    try:
        export = json.loads(output_of([*command, text.path]))
        return Scored(text, measure.judge(export, text.truth, text.text))
    except (OSError, ValueError) as error:
        return Scored(text, failure=str(error))


def score_all(command, texts):
    """Scores texts, as many at a time as there are processors."""
    with concurrent.futures.ProcessPoolExecutor() as pool:
        return list(pool.map(scored, [command] * len(texts), texts, chunksize=4))


def rows_of(scores, name):
    """Counts added up by what `name` says of a text, and in a row for all."""
    rows = collections.defaultdict(collections.Counter)
    for score in scores:
        rows[name(score.text)].update(score.counts())
    return dict(rows)


def style_rows(scores):
    """A row for each style, in the order in which the damager has them, and one for all."""
    rows = rows_of(scores, lambda text: text.truth["style"])
    order = {style: n for n, style in enumerate(damage.STYLES)}
    rows = dict(sorted(rows.items(), key=lambda row: order.get(row[0], len(order))))
    return {**rows, "all": sum(rows.values(), collections.Counter())}


# What was kept, and what fell


def record(scores):
    """The figures of the styles as they are kept."""
    rows = {}
    for name, count in style_rows(scores).items():
        values = measure.figures(count).items()
        rows[name] = {figure: None if value is None else round(value, 4) for figure, value in values}
    return {"texts": hash_of([score.text for score in scores]), "figures": rows}


def differences(before, now):
    """(row, figure, before, now, how much better) for each figure that both have."""
    for row, figures in before["figures"].items():
        for figure, value in figures.items():
            new = now["figures"].get(row, {}).get(figure)
            if value is not None and new is not None:
                better = value - new if figure in measure.LOWER_IS_BETTER else new - value
                yield row, figure, value, new, better


def falls(before, now):
    """A line for each error: a figure that fell, or texts that are not those of the figures kept."""
    errors = []
    if before["texts"] != now["texts"]:
        errors.append("the texts are not those of the figures kept: see what changed, then --record")
    for row, figure, value, new, better in differences(before, now):
        if better < -FALL - 1e-9:
            errors.append(f"{row}: {figure} was {value:.4f}, is {new:.4f}")
    return errors


def check(path, now):
    """Compares with the figures kept in a file, tells it, and gives the exit status."""
    if not os.path.exists(path):
        damage.stop(f"no figures are kept in {path}: keep them by --record")
    before = damage.object_at(path, "texts", "figures")
    errors = falls(before, now)
    for error in errors:
        print("error:", error)
    for row, figure, value, new, better in differences(before, now):
        if better > FALL:
            print(f"better: {row}: {figure} was {value:.4f}, is {new:.4f}")
    if not errors:
        print("no figure fell")
    return 1 if errors else 0


# Mistakes


def around(place, article):
    """Where a paragraph ends in an article: the text before and after the place, which counts plain characters."""
    text = "".join(article.paragraphs)
    kept = [at for at, character in enumerate(text) if measure.plain(character)] + [len(text)]
    first, last = kept[max(0, place - 12)], kept[min(place + 12, len(kept) - 1)]
    return f"{text[first:kept[place]].rstrip()} ‖ {text[kept[place]:last]}"


def mistakes_in(verdict):
    """What is wrong with an article, as lines; the truth stands above the reading."""
    if not verdict.read:
        return ["not found"] + [f"{part:.0%} of it is in: {article.name()}" for article, part in verdict.holders]
    lines = []
    for part in (*measure.HEAD, "byline"):
        if not verdict.right[part]:
            lines.append(f"{part}: true {getattr(verdict.true, part) or '(none)'}")
            lines.append(f"{'':{len(part)}}  read {getattr(verdict.read, part) or '(none)'}")
    lines += [f"joined: {around(place, verdict.true)}" for place in verdict.missed_ends]
    lines += [f"parted: {around(place, verdict.read)}" for place in verdict.false_ends]
    return lines


def mistakes_of(score):
    """What was read wrong in a text, each as a paragraph."""
    found = []
    for verdict in score.judgement.verdicts:
        if not verdict.flawless():
            doubted = " (doubted)" if verdict.doubted else ""
            found.append([f"{verdict.true.lines[0]}: {verdict.true.name()}{doubted}", *mistakes_in(verdict)])
    for article in score.judgement.extra:
        found.append([f"{article.lines[0]}: {article.name()}", "read as an article, is none"])
    for text, lost in score.judgement.lost:
        found.append([f" {lost} runs are lost of: {text[:40]}"])
    return [f"{score.text.name()}:" + "\n    ".join(lines) for lines in found]


def some(items, most):
    """At most so many of the items, from all over the list."""
    return items if len(items) <= most else [items[n * len(items) // most] for n in range(most)]


def show_mistakes(scores, most):
    """Prints some mistakes of each style."""
    mistakes = collections.defaultdict(list)
    for score in scores:
        if score.judgement:
            mistakes[score.text.truth["style"]] += mistakes_of(score)
    for of_style in mistakes.values():
        for mistake in some(of_style, most):
            print(mistake)


# The command


def seeds_named(numbers):
    """The seeds in a list with commas; for argparse."""
    return [int(number) for number in numbers.split(",")]


def add_what_to_read(parser):
    """Adds the options that tell which texts are read."""
    parser.add_argument("--issues", default=GOLD, metavar="DIR")
    parser.add_argument("--texts", metavar="DIR")
    parser.add_argument("--styles", type=damage.styles_named, default=list(damage.STYLES))
    parser.add_argument("--seeds", type=seeds_named, default=list(SEEDS))


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    program = parser.add_mutually_exclusive_group()
    program.add_argument("--bin", default=PROGRAM, metavar="PROGRAM")
    program.add_argument("--weigh", nargs="?", const=WEIGH, metavar="PROGRAM", help="read by this instead, as change.py does")
    add_what_to_read(parser)
    parser.add_argument("--by", choices=("style", "issue", "text"), default="style")
    parser.add_argument("--mistakes", type=int, default=0, metavar="N")
    parser.add_argument("--record", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    keeps = options.record or options.check
    if keeps and (options.texts or options.styles != list(damage.STYLES) or options.seeds != list(SEEDS)):
        parser.error("--record and --check take all styles and seeds 1 to 3")
    return options


def texts_wanted(options, folder):
    """The texts that the options name. Those that are damaged now are written into the folder."""
    if not options.texts:
        damage_all(issues_in(options.issues), options.styles, options.seeds, folder)
    texts = texts_in(options.texts or folder)
    if not texts:
        damage.stop(f"{options.texts}: no text with its truth in it")
    return texts


def command_of(options):
    """The command that reads a text: its path comes last."""
    if options.weigh:
        return [program_at(options.weigh, BUILD_WEIGH), "export"]
    return [program_at(options.bin, "cargo build --release"), "export", "--format", "json"]


def show(scores, by):
    rows = style_rows(scores)
    if by == "issue":
        rows.update(rows_of(scores, Labelled.issue))
    elif by == "text":
        rows.update(rows_of(scores, lambda text: f"{text.issue()} {text.truth['style']}"))
    print("\n".join(measure.table({f"{name} {count['true']}": measure.cells(measure.figures(count)) for name, count in rows.items()})))


def main(arguments=None):
    options = options_of(arguments)
    command = command_of(options)
    with tempfile.TemporaryDirectory() as folder:
        scores = score_all(command, texts_wanted(options, folder))
    failures = [score for score in scores if score.failure]
    if options.mistakes:
        show_mistakes(scores, options.mistakes)
    show(scores, options.by)
    for score in failures:
        print(f"failed: {score.text.name()}: {score.failure}", file=sys.stderr)
    if failures:
        return 1
    kept = options.issues.rstrip("/") + KEPT
    if options.record:
        with open(kept, "w", encoding="utf-8", newline="\n") as file:
            json.dump(record(scores), file, ensure_ascii=False, indent=1)
            file.write("\n")
        print("figures kept in", os.path.relpath(kept))
    return check(kept, record(scores)) if options.check else 0


if __name__ == "__main__":
    sys.exit(damage.run(main))
