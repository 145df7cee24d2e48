#!/usr/bin/env python3
"""What a change of weights changes: the articles that are read otherwise, and the figures before and after.

    python3 tools/change.py seams.indented=-5.0 starts.length.2=0.3
    python3 tools/change.py ... --issues DIR --styles hard --seeds 4,5    # default: tests/gold, all styles, seeds 1 to 3
    python3 tools/change.py ... --texts DIR                               # texts that were damaged before
    python3 tools/change.py ... --weigh PROGRAM                           # default: target/release/examples/weigh

Each argument is a weight's id and its new value. The program reads all texts twice: by `weigh export TEXT...` with the weights in force,
and by `weigh export --weights FILE TEXT...`, where FILE has a line `id weight` for each change. It gives a line of JSON for each text,
as `kanbao export --format json` does.

An article that is read otherwise is told by its text and line, by what it was and is, and by whether that is right by the truth:

    hewan-daily.hard.2.txt:41: 晒场不够晒: better
        headline: was 学校操场借出来 (wrong), is 晒场不够晒 (right)
        no longer parted: 扒开麦垄让记者看 ‖ 根上刚刚冒出白尖 (right)

An article is better when it is found and was not, or when fewer things are wrong with it. Where a paragraph ends may be `unseen`: then
no reader of the text could know. The figures are those of score.py: before, after, and the difference.
"""
import argparse
import concurrent.futures
import json
import os
import sys
import tempfile

import measure
import score

WEIGH = os.path.join(score.ROOT, "target", "release", "examples", "weigh")


# Reading twice


def exports_of(weigh, texts, weights=None):
    """What the program reads in the texts, with the weights in a file if one is given."""
    command = [weigh, "export", *(["--weights", weights] if weights else []), *(text.path for text in texts)]
    try:
        lines = score.output_of(command).strip().split("\n")
    except (OSError, ValueError) as error:
        sys.exit(f"{weigh}: {error}")
    if len(lines) != len(texts):
        sys.exit(f"{weigh}: {len(lines)} lines for {len(texts)} texts")
    return [json.loads(line) for line in lines]


def exports_before_and_after(weigh, texts, changes, folder):
    """The exports of all texts with the weights in force, and with the changes."""
    weights = os.path.join(folder, "weights")
    with open(weights, "w", encoding="utf-8") as file:
        file.writelines(f"{name} {value}\n" for name, value in changes)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        before = pool.submit(exports_of, weigh, texts)
        after = pool.submit(exports_of, weigh, texts, weights)
        return before.result(), after.result()


def judged(exports, texts):
    with concurrent.futures.ProcessPoolExecutor() as pool:
        truths, sources = [text.truth for text in texts], [text.text for text in texts]
        return list(pool.map(measure.judge, exports, truths, sources, chunksize=4))


# What differs


def mistakes(verdict):
    """How much is wrong with an article; more than all else if it is not found."""
    if not verdict.read:
        return 10**6
    parts = sum(not verdict.right[part] for part in (*measure.HEAD, "byline"))
    return parts + len(verdict.false_ends) + len(verdict.missed_ends)


def tendency(before, after):
    was, now = mistakes(before), mistakes(after)
    return "better" if now < was else "worse" if now > was else "neither better nor worse"


def rightness(place, verdict):
    """Whether a read end of a paragraph is one by the truth."""
    if place in verdict.false_ends:
        return "false"
    return "true" if place in verdict.right_ends else "unseen"


def ends_only_in(one, other):
    """The ends of paragraphs that one reading has and the other has not, as places in the one."""
    same = measure.same_places(one.read.ends(), one.read.text, other.read.text)
    return [place for place, at in same.items() if at not in other.read.ends()]


def changed_parts(before, after):
    """A line for each part of a found article that is read otherwise."""
    lines = []
    for part in (*measure.HEAD, "byline", "section"):
        was, now = getattr(before.read, part), getattr(after.read, part)
        if was != now:
            told = [f"{value or '(none)'} ({'right' if v.right[part] else 'wrong'})" for value, v in ((was, before), (now, after))]
            lines.append(f"{part}: was {told[0]}, is {told[1]}")
    for place in ends_only_in(before, after):
        told = {"true": "wrong", "false": "right", "unseen": "unseen"}[rightness(place, before)]
        lines.append(f"no longer parted: {score.around(place, before.read)} ({told})")
    for place in ends_only_in(after, before):
        told = {"true": "right", "false": "wrong", "unseen": "unseen"}[rightness(place, after)]
        lines.append(f"parted: {score.around(place, after.read)} ({told})")
    return lines or ["other words are in its text"]


def what_is_read(article):
    """All of a read article that this program compares."""
    return article and (article.section, article.kicker, article.headline, article.deck, article.byline, article.paragraphs)


def changed_article(before, after):
    """What changed in the reading of a true article, as lines; none where nothing did."""
    if what_is_read(before.read) == what_is_read(after.read):
        return []
    if before.read and after.read:
        return changed_parts(before, after)
    lost = after if before.read else before
    held = [f"{part:.0%} of it {'is' if lost is after else 'was'} in: {article.name()}" for article, part in lost.holders]
    return ["was found, is not" if before.read else "was not found, is"] + held


def changed_extras(before, after):
    """What is read as an article and is none, in one reading only: (line, name, whether it is so now)."""
    was = {(article.lines[0], article.name()) for article in before.extra}
    now = {(article.lines[0], article.name()) for article in after.extra}
    return sorted((*article, article in now) for article in was ^ now)


def changes_in(text, before, after):
    """What changed in a text: for each article a tendency and lines."""
    for old, new in zip(before.verdicts, after.verdicts):
        lines = changed_article(old, new)
        if lines:
            told = tendency(old, new)
            yield told, [f"{text.name()}:{old.true.lines[0]}: {old.true.name()}: {told}", *lines]
    for line, name, is_now in changed_extras(before, after):
        told = "worse" if is_now else "better"
        yield told, [f"{text.name()}:{line}: {name}: {told}", f"{'is' if is_now else 'was'} read as an article and is none"]


# What is told


def show_changes(texts, before, after):
    """Prints all that changed, and how much of it is better and worse."""
    found = [change for triple in zip(texts, before, after) for change in changes_in(*triple)]
    for _, lines in found:
        print("\n    ".join(lines))
    tendencies = [told for told, _ in found]
    better, worse = tendencies.count("better"), tendencies.count("worse")
    print(f"\n{len(found)} readings differ: {better} better, {worse} worse, {len(found) - better - worse} neither\n")


def show_figures(texts, before, after):
    """Prints the figures before and after, and the differences, for each style."""
    rows = {}
    was_rows = score.style_rows([score.Scored(*pair) for pair in zip(texts, before)])
    now_rows = score.style_rows([score.Scored(*pair) for pair in zip(texts, after)])
    for style, count in was_rows.items():
        rows[f"{style} was"] = measure.cells(measure.figures(count))
        rows[f"{style} is"] = measure.cells(measure.figures(now_rows[style]))
        rows[f"{style} change"] = measure.cells(differences(count, now_rows[style]), "+.4f")
    print("\n".join(measure.table(rows)))


def differences(before, after):
    was, now = measure.figures(before), measure.figures(after)
    return {name: None if None in (was[name], now[name]) else now[name] - was[name] for name in measure.FIGURES}


# The command


def change_named(argument):
    """`id=weight` as a pair; for argparse."""
    name, _, value = argument.partition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{argument!r} is not ID=WEIGHT") from error


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("changes", nargs="+", type=change_named, metavar="ID=WEIGHT")
    parser.add_argument("--weigh", default=WEIGH, metavar="PROGRAM")
    score.add_what_to_read(parser)
    return parser.parse_args(arguments)


def main(arguments=None):
    options = options_of(arguments)
    weigh = score.program_at(options.weigh, "cargo build --release --example weigh")
    with tempfile.TemporaryDirectory() as folder:
        texts = score.texts_wanted(options, folder)
        before, after = exports_before_and_after(weigh, texts, options.changes, folder)
    before, after = judged(before, texts), judged(after, texts)
    show_changes(texts, before, after)
    show_figures(texts, before, after)


if __name__ == "__main__":
    main()
