#!/usr/bin/env python3
"""Names the rows of the evidence whose sign can be turned without any text being read otherwise.

    python3 tools/turn.py                      # compares with tools/unturned.txt; status 1 where the two differ
    python3 tools/turn.py --weigh PROGRAM      # default: target/release/examples/weigh
    python3 tools/turn.py --more TEXT...       # with further texts
    python3 tools/turn.py --issues DIR --readings DIR --unturned FILE

The texts are the issues of tests/gold, damaged in all styles with seeds 1 and 2, and those of tests/readings. A row that no text shows
may be wrong, and nobody would know. So it is listed in tools/unturned.txt, with the reason: a line `id: reason`, # for remarks. The
rows of the group `told` are left out: they are readers' corrections, which no text holds.

Status 1: a row that no text shows is not listed, or a listed row is shown by now. 2: wrong arguments, or a file that is no labelled issue.
"""
import argparse
import glob
import os
import sys
import tempfile

import damage
import score

UNTURNED = os.path.join(score.ROOT, "tools", "unturned.txt")
SEEDS = (1, 2)
LEFT_OUT = "told."


# What is listed


def listed_in(lines):
    """The rows that a list names, each with its reason. ValueError where a line is neither row nor remark."""
    rows = {}
    for number, line in enumerate(lines, 1):
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        name, _, reason = (part.strip() for part in line.partition(":"))
        if not reason:
            raise ValueError(f"line {number} is not `id: reason`: {line}")
        if name in rows:
            raise ValueError(f"line {number}: {name} is listed twice")
        rows[name] = reason
    return rows


def list_at(path):
    """The rows listed in a file; ends where it is no such list."""
    try:
        with open(path, encoding="utf-8") as file:
            return listed_in(file)
    except OSError as error:
        return damage.stop(f"{path}: {error.strerror}")
    except ValueError as error:
        return damage.stop(f"{path}: {error}")


# What the texts show


def texts_of(options, folder):
    """The paths of all texts; the issues are damaged into the folder."""
    score.damage_all(score.issues_in(options.issues), damage.STYLES, SEEDS, folder)
    damaged = glob.glob(os.path.join(glob.escape(folder), "*.txt"))
    readings = glob.glob(os.path.join(glob.escape(options.readings), "*.txt"))
    if not readings:
        damage.stop(f"{options.readings}: no text in it")
    return [*sorted(damaged), *sorted(readings), *options.more]


def ids_told(weigh, verb, texts=()):
    """The ids that the program tells: the first word of each line."""
    return [line.split()[0] for line in score.weighed(weigh, verb, texts).splitlines() if line.strip()]


def differences(unseen, listed, known):
    """What is wrong with a list, given the rows that no text shows and all that there are: a line each."""
    unseen = [name for name in unseen if not name.startswith(LEFT_OUT)]
    for name in unseen:
        if name not in listed:
            yield f"{name}: no text shows it: write one in tests/readings, or list it with the reason"
    for name in listed:
        if name not in known:
            yield f"{name}: is listed, and there is no such row"
        elif name not in unseen:
            yield f"{name}: is listed, and some text shows it: take it off the list"


# The command


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--weigh", default=score.WEIGH, metavar="PROGRAM")
    parser.add_argument("--issues", default=score.GOLD, metavar="DIR")
    parser.add_argument("--readings", default=score.READINGS, metavar="DIR")
    parser.add_argument("--unturned", default=UNTURNED, metavar="FILE")
    parser.add_argument("--more", nargs="+", default=[], metavar="TEXT")
    return parser.parse_args(arguments)


def main(arguments=None):
    options = options_of(arguments)
    weigh = score.program_at(options.weigh, score.BUILD_WEIGH)
    listed = list_at(options.unturned)
    with tempfile.TemporaryDirectory() as folder:
        texts = texts_of(options, folder)
        unseen = ids_told(weigh, "turn", texts)
    wrong = list(differences(unseen, listed, ids_told(weigh, "list")))
    for line in wrong:
        print(line)
    if not wrong:
        print(f"{len(texts)} texts show all rows but the {len(listed)} that are listed")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(damage.run(main))
