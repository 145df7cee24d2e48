#!/usr/bin/env python3
"""What a change of weights changes: the articles that are read otherwise, and the figures before and after.

    python3 tools/change.py starts.byline=0.2
    python3 tools/change.py starts.byline=0.2 starts.length.2=0.3         # both at once
    python3 tools/change.py ... --issues DIR --styles hard --seeds 4,5    # default: tests/gold, all styles, seeds 1 to 3
    python3 tools/change.py ... --texts DIR                               # texts that were damaged before
    python3 tools/change.py ... --more TEXT...                            # texts without truth, besides those of tests/readings
    python3 tools/change.py ... --weigh PROGRAM                           # default: target/release/examples/weigh

Each argument is a weight's id and its new value; `weigh list` names all. The program reads all texts twice: by `weigh export TEXT...` with the weights in force,
and by `weigh export --weights FILE TEXT...`, where FILE has a line `id weight` for each change. It gives a line of JSON for each text,
as `kanbao export --format json` does.

An article that is read otherwise is told by its text and line, by what it was and is, and by whether that is right by the truth:

    hewan-daily.hard.2.txt:41: 晒场不够晒: better
        headline: was 学校操场借出来 (wrong), is 晒场不够晒 (right)
        no longer parted: 扒开麦垄让记者看 ‖ 根上刚刚冒出白尖 (right)

An article is better when it is found and was not, or when fewer things are wrong with it. Where a paragraph ends may be `unseen`: then
no reader of the text could know. The figures are those of score.py: before, after, and the difference.

The texts of tests/readings have no truth, nor have those of --more. What is read otherwise there is listed in the same way, by the line of
the headline, and counted apart: a reader must judge.

A row that changes nothing may be shown by no text. So for each row it is told how many texts show it: those with a choice between two
readings of which one has more of the row. `weigh rows` tells these. Of some groups it tells nothing.
"""
import argparse
import collections
import concurrent.futures
import difflib
import glob
import json
import os
import re
import sys
import tempfile

import damage
import measure
import score

MOST = 1e6  # no weight is larger
OF_ARTICLES = ("dateline", "column", "continued_on", "continued_from")


# Rows


def check_ids(changes, known):
    """Ends where a change names no row that there is."""
    for name, _ in changes:
        if name in known:
            continue
        bins = sorted((row for row in known if re.fullmatch(re.escape(name) + r"\.\d+", row)), key=lambda row: int(row.split(".")[-1]))
        if bins:
            damage.stop(f"{name} has bins: {bins[0]} to {bins[-1]}")
        alike = difflib.get_close_matches(name, known, n=3)
        damage.stop(f"no row {name}" + (f"; there are {', '.join(alike)}" if alike else ""))


def texts_by_row(rows):
    """The texts that show each row, from the rows that `weigh` tells."""
    texts = collections.defaultdict(set)
    for row in rows:
        shown = [name for name, amount in row["amounts"].items() if amount] + ([row["bound"]] if row.get("bound") else [])
        for name in shown:
            texts[name].add(row["text"])
    return texts


def told_of_rows(names, texts, count):
    """A line for each row: how many of so many texts show it."""
    groups = {name.split(".")[0] for name in texts}
    for name in names:
        group = name.split(".")[0]
        if group in groups:
            yield f"{name}: {len(texts[name])} of {count} texts show it"
        else:
            yield f"{name}: `weigh rows` tells nothing of the group {group} in these texts"


# Reading twice


def exports_of(weigh, texts, weights=None):
    """What the program reads in the texts, with the weights in a file if one is given."""
    if not texts:
        return []
    exports = score.weighed_lines(weigh, "export", [text.path for text in texts], weights)
    if len(exports) != len(texts):
        damage.stop(f"{weigh}: {len(exports)} lines for {len(texts)} texts")
    return exports


def read_before_and_after(weigh, texts, changes, folder):
    """The exports of all texts with the weights in force, and with the changes; and the texts that show each row, in either."""
    weights = os.path.join(folder, "weights")
    with open(weights, "w", encoding="utf-8") as file:
        file.writelines(f"{name} {value}\n" for name, value in changes)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        before = pool.submit(exports_of, weigh, texts)
        after = pool.submit(exports_of, weigh, texts, weights)
        paths = [text.path for text in texts]
        rows = [pool.submit(score.weighed_lines, weigh, "rows", paths, changed) for changed in (None, weights)]
        return before.result(), after.result(), texts_by_row([row for told in rows for row in told.result()])


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
    """The ends of paragraphs that one read article has and the other has not, as places in the one."""
    same = measure.same_places(one.ends(), one.text, other.text)
    return [place for place, at in same.items() if at not in other.ends()]


def changed_parts(before, after):
    """A line for each part of a found article that is read otherwise."""
    lines = []
    for part in (*measure.HEAD, "byline", "section"):
        was, now = getattr(before.read, part), getattr(after.read, part)
        if was != now:
            told = [f"{value or '(none)'} ({'right' if v.right[part] else 'wrong'})" for value, v in ((was, before), (now, after))]
            lines.append(f"{part}: was {told[0]}, is {told[1]}")
    for place in ends_only_in(before.read, after.read):
        told = {"true": "wrong", "false": "right", "unseen": "unseen"}[rightness(place, before)]
        lines.append(f"no longer parted: {score.around(place, before.read)} ({told})")
    for place in ends_only_in(after.read, before.read):
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


# What differs in a text without truth


def read_in(export):
    """The articles of an export, each with all that the export has of it."""
    raw = [article for section in export.get("sections", []) for article in section.get("articles", [])]
    return list(zip(measure.read_articles(export), raw))


def same_articles(before, after):
    """Pairs of articles of two readings of a text: alike in words, or from the same line. One that is in one reading only has None."""
    pairs = measure.matched([article for article, _ in before], [article for article, _ in after])
    at = {article.lines[0]: n for n, (article, _) in enumerate(after) if n not in pairs.values()}
    for n, (article, _) in enumerate(before):
        if n not in pairs and article.lines[0] in at:
            pairs[n] = at.pop(article.lines[0])
    both = [(one, after[pairs[n]] if n in pairs else None) for n, one in enumerate(before)]
    return both + [(None, one) for n, one in enumerate(after) if n not in pairs.values()]


def line_of_headline(article, lines):
    """The line where the headline of a read article begins; without one, where the article does."""
    words = measure.plain(article.headline)
    for number in range(article.lines[0], article.lines[1] + 1) if words else ():
        here = measure.plain(lines[number - 1]) if 0 < number <= len(lines) else ""
        if here and (words.startswith(here) or words in here):
            return number
    return article.lines[0]


def read_otherwise(before, after):
    """A line for each part that two readings of an article have otherwise."""
    (was, was_raw), (now, now_raw) = before, after
    parts = [(part, getattr(was, part), getattr(now, part)) for part in (*measure.HEAD, "byline", "section")]
    parts += [(part, was_raw.get(part), now_raw.get(part)) for part in OF_ARTICLES]
    lines = [f"{part}: was {old or '(none)'}, is {new or '(none)'}" for part, old, new in parts if old != new]
    lines += [f"no longer parted: {score.around(place, was)}" for place in ends_only_in(was, now)]
    lines += [f"parted: {score.around(place, now)}" for place in ends_only_in(now, was)]
    return lines or ([] if was_raw == now_raw else ["its text has other words, or is of another kind: a subhead, a caption"])


def beside_articles(before, after):
    """(line, what it was or is) of furniture and doubts that only one of two readings has."""
    for kind in ("furniture", "defects"):
        was, now = ([json.dumps(each, ensure_ascii=False, sort_keys=True) for each in export.get(kind, [])] for export in (before, after))
        for verb, those, others in (("was", was, now), ("is", now, was)):
            for each in (json.loads(each) for each in those if each not in others):
                line = each.get("line") or (each.get("lines") or [0])[0]
                yield line, f"{verb} {each.get('message') or str(each.get('kind')) + ': ' + str(each.get('text'))}"


def unjudged_changes(text, before, after):
    """What is read otherwise in a text without truth, as lines for each change, in the order of the text."""
    found, source = [], text.text.split("\n")
    for old, new in same_articles(read_in(before), read_in(after)):
        article = (new or old)[0]
        if old and new:
            lines = read_otherwise(old, new)
        else:
            lines = ["is read as an article, was none" if new else "was read as an article, is none"]
        if lines:
            line = line_of_headline(article, source)
            found.append((line, [f"{text.name()}:{line}: {article.name()}", *lines]))
    found += [(line, [f"{text.name()}:{line}: {what}"]) for line, what in beside_articles(before, after)]
    if not found and before != after:
        found = [(0, [f"{text.name()}: its paper, its day or its sections are read otherwise"])]
    return [lines for _, lines in sorted(found, key=lambda change: change[0])]


# What is told


def show_changes(texts, before, after):
    """Prints all that changed, and how much of it is better and worse."""
    found = [change for triple in zip(texts, before, after) for change in changes_in(*triple)]
    for _, lines in found:
        print("\n    ".join(lines))
    tendencies = [told for told, _ in found]
    better, worse = tendencies.count("better"), tendencies.count("worse")
    print(f"\n{len(found)} readings differ: {better} better, {worse} worse, {len(found) - better - worse} neither\n")


def show_unjudged(texts, before, after):
    """Prints all that changed in texts without truth."""
    found = [unjudged_changes(*triple) for triple in zip(texts, before, after)]
    for lines in (lines for of_text in found for lines in of_text):
        print("\n    ".join(lines))
    count, touched = sum(map(len, found)), sum(map(bool, found))
    print(f"\n{count} readings differ in {touched} of {len(texts)} texts without truth" + (": a reader must judge\n" if count else "\n"))


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
        weight = float(value)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{argument!r} is not ID=WEIGHT") from error
    if not abs(weight) < MOST:  # nan is not, either
        raise argparse.ArgumentTypeError(f"{argument!r}: a weight is a number, and none so large")
    return name, weight


def texts_without_truth(options):
    """The texts of the folder of readings, and those of --more."""
    paths = sorted(glob.glob(os.path.join(glob.escape(options.readings), "*.txt"))) + options.more
    texts = []
    for path in paths:
        try:
            with open(path, encoding="utf-8", errors="replace", newline="\n") as file:
                texts.append(score.Labelled(path, file.read(), None))
        except OSError as error:
            damage.stop(f"{path}: {error.strerror}")
    return texts


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("changes", nargs="+", type=change_named, metavar="ID=WEIGHT")
    parser.add_argument("--weigh", default=score.WEIGH, metavar="PROGRAM")
    parser.add_argument("--readings", default=score.READINGS, metavar="DIR", help="texts without truth; default: tests/readings")
    parser.add_argument("--more", nargs="+", default=[], metavar="TEXT", help="further texts without truth")
    score.add_what_to_read(parser)
    return parser.parse_args(arguments)


def main(arguments=None):
    options = options_of(arguments)
    weigh = score.program_at(options.weigh, score.BUILD_WEIGH)
    check_ids(options.changes, [line.split()[0] for line in score.weighed(weigh, "list").splitlines() if line.strip()])
    with tempfile.TemporaryDirectory() as folder:
        labelled, others = score.texts_wanted(options, folder), texts_without_truth(options)
        before, after, shown = read_before_and_after(weigh, labelled + others, options.changes, folder)
    own, rest = slice(len(labelled)), slice(len(labelled), None)
    judged_before, judged_after = judged(before[own], labelled), judged(after[own], labelled)
    show_changes(labelled, judged_before, judged_after)
    show_unjudged(others, before[rest], after[rest])
    for line in told_of_rows([name for name, _ in options.changes], shown, len(labelled) + len(others)):
        print(line)
    print()
    show_figures(labelled, judged_before, judged_after)


if __name__ == "__main__":
    sys.exit(damage.run(main))
