#!/usr/bin/env python3
"""Fits the weights of the evidence from labelled issues: damages them, has them read, and looks who was right.

    python3 tools/fit.py                                  # tests/gold, all styles, seeds 1 to 3; tells, writes nothing
    python3 tools/fit.py --issues DIR --issues DIR2       # the issues of these folders
    python3 tools/fit.py --styles hard,plain --seeds 1-5 --groups seams,alone
    python3 tools/fit.py --rows starts.byline,alone.length  # just these rows, by hand or not; all others stay
    python3 tools/fit.py --write                          # puts what was taken into assets/evidence.toml
    python3 tools/fit.py --weigh PROGRAM                  # default: target/release/examples/weigh

It needs scikit-learn (`pip install scikit-learn`), and two papers at least: an issue's `source` says which it is of.

The choices. `weigh rows` tells each choice between two readings, and how much of each row of assets/evidence.toml speaks for the one
that was chosen. The truth of the damaged text tells which of the two is right. Where neither or both are, or nobody can know, the choice
is left out:
    state    how a line begins: a paragraph, or not, or it stands alone, or holds names. A head and a subhead stand alone
    start    whether a head of an article stands in these lines
    shares   which of these lines are kicker, headline, deck, byline and column; all of them must be right
    doubt    whether an article is read wrong, by measure.py. It has no rival

The model. P(the chosen one is right) = sigmoid(sum of weight x amount); P(an article is read wrong) is the same of the `doubts`. L2 draws
each weight to its value in the file, so what the texts say little about stays. How strongly, cross-validation tells. Rows of origin
"hand" stay without --hand; the groups `told` and `forms` always. No sign of a doubt may speak against one.

The groups are fitted one after the other, each on the choices that show a row of it. Each time one paper is left out, its choices are
judged by what the others give, and the strength for it is chosen by the others. A group is taken where both figures are no worse
(with --rows: the rows named of the group, which then have a line each, whatever became of them):
    log loss   how far the likelihoods are off, of all choices together; lower is better. It must fall
    right      share of the choices whose likelier reading is the right one. It must not fall
`before` is with the groups that were taken earlier. Then a line for each weight that changes by more than .05: how many choices showed
it, in how many papers.

The bounds of doubts (`bounds`, one for each kind of text) are set last: at most .08 of the articles read right may be doubted in texts of
a kind, and so as many as can be of those read wrong. Each paper's bounds come from the others. For this every paper is read again, with
the weights and bounds of the others, and `doubted` and `cried` are those of score.py. They are taken where more is doubted and not more
than .08 cried, or where less is cried and that was more than .08.
"""
import argparse
import collections
import concurrent.futures
import dataclasses
import datetime
import os
import re
import sys
import tempfile

import change
import damage
import measure
import score

try:
    import numpy as np
    from scipy import optimize, sparse
    from sklearn.model_selection import LeaveOneGroupOut
except ImportError:
    np = None

EVIDENCE = os.path.join(score.ROOT, "assets", "evidence.toml")
NEVER = ("told", "forms", "bounds")
STRENGTHS = (3000.0, 300.0, 30.0, 3.0)
CRIED = 0.08
TOLD = 0.05
HEADS = {"kicker": "kicker", "title": "headline", "continued_title": "headline", "subtitle": "deck", "column": "column"}


# The file of the evidence


@dataclasses.dataclass
class Row:
    """A weight in the file. A row with bins gives one for each. The places are in the file's text."""

    weight: float
    origin: str
    place: tuple
    place_of_origin: tuple


def rows_in(text):
    """All weights of the file by their ids: `group.name`, and `group.name.N` of a bin."""
    rows, group, at = {}, "", 0
    for line in text.splitlines(keepends=True):
        head = re.match(r"\[(\w+)\]", line)
        group = head[1] if head else group
        rows.update(rows_of_line(group, line, at))
        at += len(line)
    return rows


def check_rows(rows, listed):
    """Ends where the rows found in the file are not those that the program lists: then one was missed, or the program is older."""
    missed, unknown = [name for name in listed if name not in rows], [name for name in rows if name not in listed]
    file = os.path.relpath(EVIDENCE)
    if missed:
        damage.stop(f"{file}: these rows are not understood, or are gone since weigh was built: {', '.join(missed)}")
    if unknown:
        damage.stop(f"{file}: weigh does not know these rows; build it again by {score.BUILD_WEIGH}: {', '.join(unknown)}")


def rows_of_line(group, line, at):
    """The weights in a line that begins at a place of the text."""
    row = re.match(r'(\w+) = \{.*?origin = "([^"]*)"', line)
    if not row:
        return {}
    bins = re.search(r"bins = \[\[.*?\]\]", row[0])
    weights = re.finditer(r"\[\[?[-\d.]+, *(-?[\d.]+)\]", bins[0]) if bins else re.finditer(r"weight = (-?[\d.]+)", row[0])
    shift = at + (bins.start() if bins else 0)
    found = {}
    for n, weight in enumerate(weights):
        name = f"{group}.{row[1]}" + (f".{n}" if bins else "")
        place = shift + weight.start(1), shift + weight.end(1)
        found[name] = Row(float(weight[1]), row[2], place, (at + row.start(2), at + row.end(2)))
    return found


def with_weights(text, weights, day):
    """The file's text with other weights; each row that changes tells the day. All else stays as it is."""
    rows, edits = rows_in(text), {}
    for name, weight in weights.items():
        if weight != rows[name].weight:
            edits[rows[name].place] = number(weight)
            edits[rows[name].place_of_origin] = f"fitted {day}"
    for (first, end), new in sorted(edits.items(), reverse=True):
        text = text[:first] + new + text[end:]
    return text


def number(weight):
    """A weight as the file has it: one or two decimals."""
    told = f"{weight:.2f}"
    return told[:-1] if told.endswith("0") else told


def group_of(name):
    return name.split(".")[0]


def may_change(rows, hand, named=()):
    """The ids that the fit may change: those named, if some are."""
    if named:
        return set(named)
    return {name for name, row in rows.items() if group_of(name) not in NEVER and (hand or row.origin != "hand")}


# What is true of a line


@dataclasses.dataclass
class Truth:
    """By line: the right states, with the line it goes on with; and the right roles in a head. What nobody can know is in neither."""

    states: dict = dataclasses.field(default_factory=dict)
    follows: dict = dataclasses.field(default_factory=dict)
    roles: dict = dataclasses.field(default_factory=dict)
    heads: set = dataclasses.field(default_factory=set)
    unsure: set = dataclasses.field(default_factory=set)  # lines that may be a head, or not

    def of(self, kind, line, reading):
        """Whether a reading is right; None where nobody can know."""
        if kind == "state":
            return self.of_state(line, reading)
        return self.of_start(reading) if kind == "start" else self.of_shares(reading)

    def of_state(self, line, reading):
        if line not in self.states:
            return None
        right = reading["state"] in self.states[line]
        if reading["state"] == "goes on" and line in self.follows:
            right = right and reading.get("with") == self.follows[line]
        return right

    def of_start(self, reading):
        first, last = reading["lines"]
        lines = range(first, last + 1)
        if any(line in self.heads for line in lines):
            return reading["begins"]
        known = any(line in self.roles for line in lines) and not any(line in self.unsure for line in lines)
        return not reading["begins"] if known else None

    def of_shares(self, reading):
        if any(line not in self.roles for line, _ in reading["lines"]):
            return None
        return all(role in self.roles[line] for line, role in reading["lines"])


def truth_of(truth):
    """What is true of the lines of a damaged text."""
    told, articles = Truth(), measure.true_articles(truth)
    last_piece, texted = {}, set()
    for block in truth["blocks"]:
        lines = range(block["line"], block.get("last", block["line"]) + 1)
        place = block.get("s"), block.get("a")
        if block["role"] in HEADS:
            head_lines(told, block, lines)
        elif block["role"] == "byline":
            byline_lines(told, lines, at_head=place not in texted)
        elif block["role"] == "para":
            texted.add(place)
            paragraph_lines(told, block, lines, last_piece, articles[place])
            last_piece[place] = block
        elif block["role"] == "caption":
            told.roles.update({line: (None,) for line in lines})
        else:
            told.unsure.update(lines)
    return told


def head_lines(told, block, lines):
    for line in lines:
        told.states[line] = ("alone",)
        told.roles[line] = (HEADS[block["role"]],)
    # A column's name may stand apart from the head that it belongs to.
    (told.unsure if block["role"] == "column" else told.heads).update(lines)


def byline_lines(told, lines, at_head):
    """Names over the text may be a line of the head; those below it are none."""
    for line in lines:
        told.roles[line] = ("byline",) if at_head else (None,)
    told.states[lines[0]] = ("names", "alone") if at_head else ("names",)


def paragraph_lines(told, block, lines, last_piece, article):
    told.roles.update({line: (None,) for line in lines})
    if block.get("subhead"):
        told.states.update({line: ("alone",) for line in lines if block["part"] == 0})
        return
    for line in lines[1:]:
        told.states[line], told.follows[line] = ("goes on",), line - 1
    before = last_piece.get((block["s"], block["a"]))
    follows = before and before["p"] == block["p"]
    jumped = block.get("continued") and not (before and before.get("continued"))
    if jumped or article.paragraphs[block["p"]] in measure.edges(article).values():
        return
    first = lines[0]
    if before and (before.get("ambiguous") if follows else before.get("hidden_end")):
        told.states[first] = ("begins", "goes on")
    elif follows:
        told.states[first], told.follows[first] = ("goes on",), before.get("last", before["line"])
    elif block["part"] == 0:
        told.states[first] = ("begins",)


# Choices


@dataclasses.dataclass(frozen=True)
class Choice:
    """A choice of which it is known who was right. `amounts` are pairs of an id and how much of it speaks for `right`."""

    paper: str
    kind: str
    right: bool
    amounts: tuple


@dataclasses.dataclass
class Case:
    """What was weighed of an article's being wrong, and which of the true articles it is about."""

    paper: str
    text: str
    bound: str
    amounts: tuple
    articles: tuple


def right_one(row, truth):
    """Whether the chosen one is right; None where that cannot be told, or both are, or neither is."""
    if not row["rival"]:
        return None
    chosen, rival = (truth.of(row["kind"], row["line"], row[which]) for which in ("chosen", "rival"))
    return None if chosen is None or chosen == rival else chosen


def amounts_of(row):
    return tuple(sorted((name, round(amount, 4)) for name, amount in row["amounts"].items() if amount))


def choices_in(rows, truth, paper):
    """The labelled choices among the rows of a text."""
    told = truth_of(truth)
    for row in rows:
        right = None if row["kind"] == "doubt" else right_one(row, told)
        if right is not None:
            yield Choice(paper, row["kind"], right, amounts_of(row))


def cases_in(rows, text, paper):
    """The doubts among the rows of a text. Each is about the articles from its line to the next one's."""
    places = {n: lines for n, lines in enumerate(lines_in_order(text.truth))}
    doubts = sorted((row for row in rows if row["kind"] == "doubt"), key=lambda row: row["line"])
    ends = [row["line"] for row in doubts[1:]] + [len(text.text)]
    for row, end in zip(doubts, ends):
        about = tuple(n for n, lines in places.items() if any(row["line"] <= line < end for line in lines))
        if about:
            yield Case(paper, text.path, row["bound"], amounts_of(row), about)


def lines_in_order(truth):
    """The lines of each true article, in the order of the verdicts."""
    lines = measure.lines_of_articles(truth)
    return [lines[place] for place in measure.true_articles(truth)]


# The fit


class Matrix:
    """Choices as a matrix of amounts: equal ones once, with their count."""

    def __init__(self, choices, names):
        counted = collections.Counter(choices)
        self.choices = list(counted)
        self.count = np.array([counted[choice] for choice in self.choices], dtype=float)
        self.right = np.array([choice.right for choice in self.choices])
        self.papers = np.array([choice.paper for choice in self.choices])
        column = {name: n for n, name in enumerate(names)}
        cells = [(n, column[name], amount) for n, choice in enumerate(self.choices) for name, amount in choice.amounts]
        lines, columns, amounts = zip(*cells) if cells else ((), (), ())
        self.amounts = sparse.csr_matrix((amounts, (lines, columns)), shape=(len(self.choices), len(names)))


def losses(odds, right):
    """The log loss of each choice."""
    return np.logaddexp(0, np.where(right, -odds, odds))


def fitted(amounts, right, count, offset, start, before, strength, least):
    """The weights with the least penalised log loss, drawn to `before`."""

    def loss(weights):
        odds = offset + amounts @ weights
        away = weights - before
        slope = amounts.T @ (count * (1 / (1 + np.exp(-np.clip(odds, -500, 500))) - right)) + strength * away
        return count @ losses(odds, right) + strength / 2 * away @ away, slope

    limits = [(low, None) for low in least]
    return optimize.minimize(loss, start, jac=True, method="L-BFGS-B", bounds=limits, options={"maxiter": 300}).x


def folds_of(papers):
    """Which choices are left out together: (paper, those to fit, those to judge) for each paper."""
    split = LeaveOneGroupOut().split(np.zeros((len(papers), 1)), groups=papers)
    return [(papers[left[0]], fit, left) for fit, left in split]


@dataclasses.dataclass
class Outcome:
    """What fitting a group gave: figures on papers left out, before and after."""

    group: str
    choices: int
    papers: int
    loss: tuple
    right: tuple
    strength: float
    found: dict  # the weights fitted to all papers, by id, whether taken or not

    def taken(self):
        return self.loss[1] < self.loss[0] and self.right[1] >= self.right[0]


class Fit:
    """The weights so far: those from all papers, and those from all but each paper."""

    def __init__(self, rows, papers, hand=False, named=()):
        self.names = list(rows)
        self.free = may_change(rows, hand, named)
        self.file = np.array([row.weight for row in rows.values()])
        self.all = self.file.copy()
        self.without = {paper: self.file for paper in papers}

    def weights(self, values=None):
        """Weights by their ids, rounded as the file has them."""
        return dict(zip(self.names, np.round(self.all if values is None else values, 2).tolist()))

    def group(self, group, matrix):
        """Fits a group of weights, and takes it if it is better on papers left out. None where nothing can be fitted."""
        free = np.array([n for n, name in enumerate(self.names) if group_of(name) == group and name in self.free], dtype=int)
        shown = np.flatnonzero(matrix.amounts[:, free].getnnz(axis=1)) if len(free) else []
        if len(shown) == 0 or len(set(matrix.papers[shown])) < 2:
            return None
        part = Part(self, matrix, shown, free)
        return part.outcome(group)


class Part:
    """The choices that show a group, and the group's columns."""

    def __init__(self, fit, matrix, shown, free):
        self.fit, self.free = fit, free
        self.every, self.amounts = matrix.amounts[shown], matrix.amounts[shown][:, free]
        self.right, self.count, self.papers = matrix.right[shown], matrix.count[shown], matrix.papers[shown]
        self.before = fit.file[free]
        doubt = [fit.names[n].startswith("doubts.") and self.before[i] > 0 for i, n in enumerate(free)]
        self.least = [0 if sign else None for sign in doubt]

    def path(self, chosen, weights):
        """The fitted weights for each strength, on some of the choices; the other weights are given."""
        offset = self.every[chosen] @ weights - self.amounts[chosen] @ weights[self.free]
        found, start = [], weights[self.free]
        for strength in STRENGTHS:
            start = fitted(
                self.amounts[chosen], self.right[chosen], self.count[chosen], offset, start, self.before, strength, self.least
            )
            found.append(with_part(weights, self.free, start))
        return found

    def judged(self, chosen, weights):
        """Log loss and how many are right, of some choices added up."""
        odds, right, count = self.every[chosen] @ weights, self.right[chosen], self.count[chosen]
        return np.array([count @ losses(odds, right), count @ ((odds > 0) == right)])

    def outcome(self, group):
        folds = folds_of(self.papers)
        paths = {paper: self.path(to_fit, self.fit.without[paper]) for paper, to_fit, _ in folds}
        before = np.array([self.judged(left, self.fit.without[paper]) for paper, _, left in folds])
        after = np.array([[self.judged(left, weights) for weights in paths[paper]] for paper, _, left in folds])
        # The strength for a paper is what is best for the others.
        best = [int(np.argmin(after[:, :, 0].sum(axis=0) - own)) for own in after[:, :, 0]]
        strength = int(np.argmin(after[:, :, 0].sum(axis=0)))
        chosen = after[range(len(folds)), best].sum(axis=0) / self.count.sum()
        was = before.sum(axis=0) / self.count.sum()
        both = zip(was.tolist(), chosen.tolist())
        found = self.path(np.arange(len(self.right)), self.fit.all)[strength]
        by_id = {self.fit.names[n]: round(float(found[n]), 2) for n in self.free}
        outcome = Outcome(group, int(self.count.sum()), len(set(self.papers)), *both, STRENGTHS[strength], by_id)
        if outcome.taken():
            self.take(found, {paper: path[n] for (paper, path), n in zip(paths.items(), best)})
        return outcome

    def take(self, found, without):
        """Puts the fitted weights in force. What a paper shows nothing of it gets from all others."""
        self.fit.all = found
        for paper, weights in self.fit.without.items():
            self.fit.without[paper] = without.get(paper, with_part(weights, self.free, self.fit.all[self.free]))


def with_part(weights, places, part):
    """A copy of the weights with some of them replaced."""
    weights = weights.copy()
    weights[places] = part
    return weights


# Doubts


@dataclasses.dataclass
class Readings:
    """The texts, how they were read with the file's weights, and the rows of each."""

    texts: list
    judgements: list
    rows: dict  # by path

    def __post_init__(self):
        self.of = {text.path: judgement.verdicts for text, judgement in zip(self.texts, self.judgements)}

    def wrong(self, text, article):
        return not self.of[text][article].flawless()


def doubt_choices(cases, readings):
    """Each case as a choice: whether one of its articles is read wrong."""
    for case in cases:
        wrong = any(readings.wrong(case.text, article) for article in case.articles)
        yield Choice(case.paper, "doubt", wrong, case.amounts)


def odds_by_article(cases, readings, weights_without):
    """For each kind of text: (paper, log odds, whether wrong) of each true article; the largest of its cases counts."""
    most = {}
    for case in cases:
        weights = weights_without(case.paper)
        odds = sum(weights[name] * amount for name, amount in case.amounts)
        for article in case.articles:
            key = case.paper, case.text, article, case.bound
            most[key] = max(odds, most.get(key, odds))
    kinds = collections.defaultdict(list)
    for (paper, text, article, bound), odds in most.items():
        kinds[bound].append((paper, odds, readings.wrong(text, article)))
    return dict(kinds)


def bound_for(articles, before):
    """The lowest bound above which at most .08 of the articles read right are. Where all are wrong, it stays as it was."""
    right = sorted((odds for _, odds, wrong in articles if not wrong), reverse=True)
    if not right:
        return before
    above = right[min(int(CRIED * len(right)), len(right) - 1)]
    return round(above + 0.005, 2)


def bounds_for(kinds, rows, without=None):
    """The bounds of all kinds of texts, from all papers but one."""
    return {
        bound: bound_for([article for article in articles if article[0] != without], rows[bound].weight)
        for bound, articles in kinds.items()
    }


def doubted_with(weigh, texts, weights):
    """Reads texts again, with other doubts: the lines in doubt, by text."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "weights")
        with open(path, "w", encoding="utf-8") as file:
            file.writelines(f"{name} {value}\n" for name, value in weights.items())
        exports = change.exports_of(weigh, texts, path)
    return {text.path: lines_in_doubt(export) for text, export in zip(texts, exports)}


def lines_in_doubt(export):
    return {defect.get("line") for defect in export.get("defects", []) if defect.get("kind") == "doubt"}


def count_doubts(readings, doubts=None):
    """Counts of score.py by style; with the doubts given, or those of the reading."""
    counts = collections.defaultdict(collections.Counter)
    for text, judgement in zip(readings.texts, readings.judgements):
        for verdict, lines in zip(judgement.verdicts, lines_in_order(text.truth)):
            doubted = verdict.doubted if doubts is None else bool(lines & doubts[text.path])
            which = "flawless" if verdict.flawless() else "flawed"
            for row in (text.truth["style"], "all"):
                counts[row].update({which: 1, which + ", doubted": doubted})
    return counts


def doubt_figures(count):
    """(doubted, cried) of counts."""
    return tuple(measure.share(count[which + ", doubted"], count[which]) or 0 for which in ("flawed", "flawless"))


def bounds_are_better(before, after):
    (doubted, cried), (doubted_now, cried_now) = before, after
    if cried > CRIED and cried_now < cried:
        return True
    return doubted_now > doubted and cried_now <= CRIED


# From texts to choices


def readings_of(weigh, texts):
    """Reads the texts and looks what is wrong."""
    judgements = change.judged(change.exports_of(weigh, texts), texts)
    rows = collections.defaultdict(list)
    for row in score.weighed_lines(weigh, "rows", [text.path for text in texts]):
        rows[row["text"]].append(row)
    return Readings(texts, judgements, rows)


def paper_of(text):
    return text.truth["issue"].get("source") or text.issue()


def choices_of(readings):
    return [
        choice for text in readings.texts for choice in choices_in(readings.rows[text.path], text.truth, paper_of(text))
    ]


def cases_of(readings):
    return [case for text in readings.texts for case in cases_in(readings.rows[text.path], text, paper_of(text))]


# What is told


def told_outcome(outcome):
    figures = f"{outcome.loss[0]:.4f} -> {outcome.loss[1]:.4f}    {outcome.right[0]:.4f} -> {outcome.right[1]:.4f}"
    taken = f"taken, strength {outcome.strength:g}" if outcome.taken() else "not taken"
    return f"{outcome.group:<10}{outcome.choices:>8}{outcome.papers:>7}    {figures}    {taken}"


def shown_by(choices):
    """How many choices show each row, and in which papers."""
    shown, papers = collections.Counter(), collections.defaultdict(set)
    for choice in choices:
        for name, _ in choice.amounts:
            shown[name] += 1
            papers[name].add(choice.paper)
    return shown, papers


def told_rows(fit, named, outcomes, choices, told_of):
    """A line for each row that was named. `told_of` are the ids of which the readings tell at all."""
    shown, papers = shown_by(choices)
    outcomes = {outcome.group: outcome for outcome in outcomes}
    for name in named:
        outcome = outcomes.get(group_of(name))
        before = fit.file[fit.names.index(name)]
        if name not in told_of:
            yield f"no labelled text shows {name}"
        elif not shown[name]:
            yield f"{name:<32}{before:>8.2f}{'-':>8}{0:>9}{0:>5}    the truth does not tell who is right where it is shown"
        elif not outcome:
            yield f"{name:<32}{before:>8.2f}{'-':>8}{shown[name]:>9}{len(papers[name]):>5}    two papers are needed"
        else:
            taken = "taken" if outcome.taken() else "not taken"
            yield f"{name:<32}{before:>8.2f}{outcome.found[name]:>8.2f}{shown[name]:>9}{len(papers[name]):>5}    {taken}"


def told_changes(fit, choices):
    """A line for each weight that changes by more than .05."""
    shown, papers = shown_by(choices)
    for name, before, after in zip(fit.names, fit.file.tolist(), np.round(fit.all, 2).tolist()):
        if abs(after - before) > TOLD:
            yield f"{name:<32}{before:>8.2f}{after:>8.2f}{shown[name]:>9}{len(papers[name]):>5}"


def told_doubts(before, after):
    """Doubted and cried by style, before and after."""
    for style in [*(style for style in damage.STYLES if style in before), "all"]:
        was, now = doubt_figures(before[style]), doubt_figures(after[style])
        yield f"{style:<10}{was[0]:>10.3f} -> {now[0]:.3f}{was[1]:>10.3f} -> {now[1]:.3f}"


# The command


def fit_all(fit, groups, matrix, doubts):
    """Fits group after group, tells how each went, and gives what came of those that could be fitted."""
    print(f"{'group':<10}{'choices':>8} papers    log loss            right")
    outcomes = []
    for group in groups:
        outcome = fit.group(group, doubts if group == "doubts" else matrix)
        print(told_outcome(outcome) if outcome else f"{group:<10} nothing to fit", flush=True)
        outcomes += [outcome] if outcome else []
    return outcomes


def fit_bounds(fit, rows, cases, readings, weigh):
    """The bounds if they are better on papers left out, else none; tells how it went."""
    without = {paper: fit.weights(fit.without[paper]) for paper in {case.paper for case in cases}}
    kinds = odds_by_article(cases, readings, without.__getitem__)

    def read_again(paper):
        weights = {name: value for name, value in without[paper].items() if group_of(name) == "doubts"}
        own = [text for text in readings.texts if paper_of(text) == paper]
        return doubted_with(weigh, own, {**weights, **bounds_for(kinds, rows, paper)})

    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        doubts = {path: lines for of_paper in pool.map(read_again, sorted(without)) for path, lines in of_paper.items()}
    before, after = count_doubts(readings), count_doubts(readings, doubts)
    print("\n          doubted             cried", *told_doubts(before, after), sep="\n")
    taken = bounds_are_better(doubt_figures(before["all"]), doubt_figures(after["all"]))
    found = bounds_for(kinds, rows)
    for name, value in found.items():
        print(f"{name:<32}{rows[name].weight:>8.2f}{value:>8.2f}{'' if taken else '    not taken'}")
    return found if taken else {}


def seeds_named(numbers):
    """The seeds in `1-3` or `1,4`; for argparse."""
    ends = [part.split("-") for part in numbers.split(",")]
    return [seed for first, *last in ends for seed in range(int(first), int((last or [first])[0]) + 1)]


def options_of(arguments):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--issues", action="append", metavar="DIR", help="may be given more than once")
    parser.add_argument("--seeds", type=seeds_named, default=list(score.SEEDS), metavar="1-3")
    parser.add_argument("--styles", type=damage.styles_named, default=list(damage.STYLES))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--groups", type=lambda names: names.split(","), help="default: all that may be fitted")
    which.add_argument("--rows", type=lambda names: names.split(","), metavar="ID[,ID...]", help="just these; a row's id means all its bins, too")
    parser.add_argument("--hand", action="store_true", help="fit the rows that were set by hand, too")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--weigh", default=score.WEIGH, metavar="PROGRAM")
    return parser.parse_args(arguments)


def rows_wanted(options, rows):
    """The ids that --rows names, in the order of the file: a row's id stands for all its bins."""
    wanted = set()
    for named in options.rows or []:
        of_name = {name for name in rows if name == named or re.fullmatch(re.escape(named) + r"\.\d+", name)}
        if not of_name:
            damage.stop(f"no row {named!r} in {os.path.relpath(EVIDENCE)}")
        if group_of(named) in NEVER:
            damage.stop(f"{named}: " + ("bounds are fitted together, by --groups bounds" if group_of(named) == "bounds" else "is never fitted"))
        wanted |= of_name
    return [name for name in rows if name in wanted]


def groups_wanted(options, rows):
    """The groups to fit, in the order of the file."""
    if options.rows:
        return list(dict.fromkeys(group_of(name) for name in rows_wanted(options, rows)))
    there = list(dict.fromkeys(group_of(name) for name in rows if name in may_change(rows, options.hand))) + ["bounds"]
    wanted = options.groups or there
    for group in wanted:
        if group not in there:
            damage.stop(f"no group {group!r} to fit; there are {', '.join(there)}")
    return [group for group in there if group in wanted]


def texts_wanted(options, folder):
    """The damaged texts of all folders of issues."""
    for n, issues in enumerate(options.issues or [score.GOLD]):
        place = os.path.join(folder, str(n))
        os.mkdir(place)
        score.damage_all(score.issues_in(issues), options.styles, options.seeds, place)
    texts = score.texts_in(folder)
    if len({paper_of(text) for text in texts}) < 2:
        damage.stop("two papers are needed at least: one is left out and the other fitted")
    return texts


def main(arguments=None):
    options = options_of(arguments)
    if np is None:
        damage.stop("scikit-learn is missing: pip install scikit-learn")
    weigh = score.program_at(options.weigh, score.BUILD_WEIGH)
    with open(EVIDENCE, encoding="utf-8", newline="") as file:
        text = file.read()
    rows = rows_in(text)
    check_rows(rows, [line.split()[0] for line in score.weighed(weigh, "list").splitlines() if line.strip()])
    named, groups = rows_wanted(options, rows), groups_wanted(options, rows)
    with tempfile.TemporaryDirectory() as folder:
        weights = fit_texts(rows, groups, texts_wanted(options, folder), weigh, options.hand, named)
    if options.write:
        with open(EVIDENCE, "w", encoding="utf-8", newline="") as file:
            file.write(with_weights(text, weights, datetime.date.today().isoformat()))


def fit_texts(rows, groups, texts, weigh, hand, named=()):
    """Fits all groups on texts, and gives the weights; of the rows named alone, if some are."""
    readings = readings_of(weigh, texts)
    choices, cases = choices_of(readings), cases_of(readings)
    doubts = list(doubt_choices(cases, readings))
    fit = Fit(rows, {paper_of(text) for text in texts}, hand, named)
    outcomes = fit_all(fit, [group for group in groups if group != "bounds"], Matrix(choices, fit.names), Matrix(doubts, fit.names))
    if named:
        told_of = {name for of_text in readings.rows.values() for row in of_text for name, _ in amounts_of(row)}
        changes = list(told_rows(fit, named, outcomes, choices + doubts, told_of))
    else:
        changes = list(told_changes(fit, choices + doubts))
    print("\nweight                            before   after  choices papers", *changes, sep="\n")
    bounds = fit_bounds(fit, rows, cases, readings, weigh) if "bounds" in groups else {}
    weights = {**fit.weights(), **bounds}
    return {name: weights[name] for name in named} if named else weights


if __name__ == "__main__":
    sys.exit(damage.run(main))
