"""Compares what a program read of a damaged text with the truth. A library: score.py and change.py are the commands.

`judge(export, truth, text)` gives a Judgement: what became of each true article, and what is read that is no article. `counts` adds it up,
`figures` makes shares of counts. All texts are compared without white space, `#` and `*`, and with half-width marks made full-width.

The figures:
    article F1    how well articles are found: the harmonic mean of the share of true articles that are found and the share of read
                  articles that are true. A read article is the true one with which it shares most runs of ten characters, if they
                  share seven tenths of them
    whole head    share of the found articles whose kicker, headline and deck are all as they are in the truth, or not there
    headline      share whose headline alone is right
    byline        share whose byline is right: every name of the true one is in it. Where the truth has none it must have no name
                  either, but those of a short line at the article's head or end may be read as one
    paragraph F1  how well the ends of paragraphs in found articles are read, give or take one character. What nobody can see does not
                  count: a column's cut right after a sentence, and an end at a full line without an indent after it
    section       share of the found articles under the right section; only in texts with page lines
    lost          share of the true text's runs of ten characters that stand nowhere in the reading
    doubted       of the articles with any mistake, the share on whose lines the program has a doubt
    cried         of the articles without a mistake, the share on whose lines it has one
"""
import collections
import dataclasses
import re

FIGURES = ("article F1", "whole head", "headline", "byline", "paragraph F1", "section", "lost", "doubted", "cried")
LOWER_IS_BETTER = ("lost", "cried")
HEAD = ("kicker", "headline", "deck")
RUN = 10
SAME = 0.7
TEXT_KINDS = ("paragraph", "subhead", "quote", "list", "note", "verse")
FULL_WIDTH = str.maketrans(",;:()?!", "，；：（）？！")
ROLES = re.compile(r"本报|记者|記者|通讯员|通訊員|[一-鿿]{2}(?:日报|晚报)(?=全媒体|记者)|全媒体|新华社|文[/／]图|\bBy\b|\bVon\b")
JUMP_FROM = re.compile(r"^[（◀]?(?:上接|紧接|緊接)第?\w+版）?")
JUMP_TO = re.compile(r"[（▶]?(?:下转|下轉)第?\w+版）?$")
# The page in a section's name: 第01版：要闻, 一版　要闻, A1 要聞, 副刊版 B01·江风, Page 2: Sport.
PAGE = re.compile(r"^(?:\w{1,3}版\s+|Page\s|Seite\s)?第?\s*(?:[A-Za-z]?\d+\s*版?|[一二三四五六七八九十]+版)\s*[：:·　 –—-]*")


# Texts


def plain(text):
    """The characters by which texts are compared."""
    return re.sub(r"[\s#*]", "", text or "").translate(FULL_WIDTH)


def runs_of(text):
    """All runs of ten characters; of a shorter text, the text."""
    return {text[i : i + RUN] for i in range(max(1, len(text) - RUN + 1))}


def names_in(byline):
    """The names in a byline: words of two letters and more that tell no role. A name of two characters may have a blank in it."""
    words = ROLES.sub(" ", byline or "")
    words = re.sub(r"(?<![一-鿿])([一-鿿])\s+([一-鿿])(?![一-鿿])", r"\1\2", words)
    return set(re.findall(r"(?:[^\W\d_]|·){2,}", words))


def section_name(name):
    """A section's name without its page."""
    return plain(PAGE.sub("", name or ""))


# Articles, true and read


@dataclasses.dataclass
class Article:
    """An article in plain words, whoever tells of it. `lines` are the first and last line in the text."""

    section: str
    kicker: str
    headline: str
    deck: str
    byline: str
    paragraphs: list
    lines: tuple

    def __post_init__(self):
        self.text = plain("".join(self.paragraphs))

    def runs(self):
        return runs_of(plain(self.headline) + self.text)

    def ends(self):
        """Where paragraphs end, in characters from the article's beginning; the last end does not count."""
        ends, at = set(), 0
        for paragraph in self.paragraphs[:-1]:
            at += len(plain(paragraph))
            ends.add(at)
        return ends

    def name(self):
        return self.headline or (self.paragraphs[0][:30] if self.paragraphs else "")


def one_line(value):
    """A part of a head: a text, a list of lines, or nothing."""
    return " ".join(value) if isinstance(value, list) else value or ""


def read_articles(export):
    """The articles in what `kanbao export --format json` gives."""
    articles = []
    for section in export.get("sections", []):
        for article in section.get("articles", []):
            blocks = article.get("blocks", [])
            texts = [b.get("text", "") for b in blocks if b.get("kind") in TEXT_KINDS]
            # A picture story may have captions only.
            texts = texts or [b.get("text", "") for b in blocks if b.get("kind") == "caption"]
            head = [one_line(article.get(part)) for part in (*HEAD, "byline")]
            lines = tuple(article.get("lines") or (0, 0))
            articles.append(Article(section.get("name") or "", *head, [t for t in texts if t.strip()], lines))
    return articles


def all_texts(export):
    """Every text of an export, of whatever kind."""
    texts = [one_line(export.get("paper"))]
    for section in export.get("sections", []):
        texts.append(section.get("name") or "")
        for article in section.get("articles", []):
            texts += [one_line(article.get(part)) for part in (*HEAD, "byline", "dateline", "column")]
            texts += [block.get("text", "") for block in article.get("blocks", [])]
    return texts + [line.get("text", "") for line in export.get("furniture", [])]


def true_articles(truth):
    """The articles of a truth, by section and place."""
    first, last = {}, {}
    for block in truth["blocks"]:
        if "a" in block:
            place = block["s"], block["a"]
            first.setdefault(place, block["line"])
            last[place] = block.get("last", block["line"])
    articles = {}
    for s, section in enumerate(truth["issue"]["sections"]):
        for a, article in enumerate(section["articles"]):
            head = [article.get(part) or "" for part in ("kicker", "title", "subtitle", "byline")]
            lines = first.get((s, a), 0), last.get((s, a), 0)
            articles[s, a] = Article(section["name"], *head, article["paragraphs"], lines)
    return articles


# What nobody can see, and what is a matter of taste


@dataclasses.dataclass
class Unseen:
    """Of an article: where a cut looks like an end, and which ends cannot be seen."""

    cuts: set = dataclasses.field(default_factory=set)
    ends: set = dataclasses.field(default_factory=set)


def words_of(block, lines):
    """The words of a paragraph's piece."""
    if "text" in block:
        return plain(block["text"])
    words = plain(lines[block["line"] - 1])
    if block.get("continued"):
        words = JUMP_FROM.sub("", words)
    return JUMP_TO.sub("", words) if block.get("jump_to") else words


def unseen(truth, text):
    """What nobody can see, by article."""
    lines = text.split("\n")
    found = collections.defaultdict(Unseen)
    written = collections.Counter()
    pieces = [block for block in truth["blocks"] if block["role"] == "para"]
    for block in sorted(pieces, key=lambda block: (block["s"], block["a"], block["p"], block["part"])):
        place = block["s"], block["a"]
        paragraphs = truth["issue"]["sections"][block["s"]]["articles"][block["a"]]["paragraphs"]
        begin = sum(len(plain(p)) for p in paragraphs[: block["p"]])
        written[place, block["p"]] += len(words_of(block, lines))
        if block.get("ambiguous"):
            found[place].cuts.add(begin + written[place, block["p"]])
        if block.get("hidden_end"):
            found[place].ends.add(begin + len(plain(paragraphs[block["p"]])))
    return found


def edges(article):
    """Short lines without a stop at an article's head or end, by the place of their inner edge.

    Whether names alone on a line are a byline, a note or a paragraph, a printed text does not say. So each reading of them is right.
    """

    def is_short(paragraph):
        return len(plain(paragraph)) <= 24 and not re.search("[。！？：，；…”]", paragraph)

    found = {}
    if len(article.paragraphs) > 1:
        first, last = article.paragraphs[0], article.paragraphs[-1]
        if is_short(first):
            found[len(plain(first))] = first
        if is_short(last):
            found[len(article.text) - len(plain(last))] = last
    return found


# Ends of paragraphs


def all_places(part, text):
    """All places where the part stands in the text."""
    places, at = [], text.find(part)
    while at >= 0:
        places.append(at)
        at = text.find(part, at + 1)
    return places


def same_places(places, read, true, around=6):
    """Places in the read text, and where these are in the true one, told by the characters around them.

    So a byline or caption more at an article's head does not shift all ends after it. A place that is nowhere in the true text gets None.
    """
    if read == true:
        return {place: place for place in places}
    same, drift = {}, 0
    for place in sorted(places):
        before, after = read[max(0, place - around) : place], read[place : place + around]
        found = [at + len(before) for at in all_places(before + after, true)]
        if not found:  # on one side of the place something was put in or left out
            found += [at + len(before) for at in all_places(before, true)] if len(before) == around else []
            found += all_places(after, true) if len(after) == around else []
        same[place] = min(found, key=lambda at: abs(at - place - drift)) if found else None
        if found:
            drift = same[place] - place
    return same


def near(place, places):
    """Whether one of the places is this one, give or take a character."""
    return place is not None and any(at in places for at in (place - 1, place, place + 1))


# What became of an article


@dataclasses.dataclass
class Verdict:
    """What became of a true article. Without `read` it was not found, and nothing else is told."""

    true: Article
    read: Article = None
    right: dict = dataclasses.field(default_factory=dict)  # kicker, headline, deck, byline, section
    right_ends: list = dataclasses.field(default_factory=list)  # places in the read text
    false_ends: list = dataclasses.field(default_factory=list)  # places in the read text
    missed_ends: list = dataclasses.field(default_factory=list)  # places in the true text
    doubted: bool = False
    holders: list = dataclasses.field(default_factory=list)  # of an article not found: the read ones that have most of it

    def whole_head(self):
        return all(self.right[part] for part in HEAD)

    def flawless(self):
        """Whether nothing is wrong; the section does not count."""
        ends = not self.false_ends and not self.missed_ends
        return self.read is not None and self.whole_head() and self.right["byline"] and ends


@dataclasses.dataclass
class Judgement:
    """What became of a text."""

    verdicts: list
    read: int  # how many articles were read
    extra: list  # those of them that are no true article
    lost: list  # for each true title and paragraph that lost something: its text and how many runs it lost
    total: int  # how many runs the true titles and paragraphs have
    paged: bool  # whether the text has page lines


def matched(true, read):
    """Pairs of places in two lists of articles: which read article is which true one."""
    read_runs = [article.runs() for article in read]
    having = collections.defaultdict(set)
    for j, runs in enumerate(read_runs):
        for run in runs:
            having[run].add(j)
    pairs, taken = {}, set()
    for i, article in enumerate(true):
        runs = article.runs()
        shared = collections.Counter(j for run in runs for j in having.get(run, ()) if j not in taken)
        rivals = [(count / len(runs | read_runs[j]), -abs(i - j), j) for j, count in shared.items()]
        likeness, _, j = max(rivals, default=(0, 0, None))
        if likeness >= SAME:
            pairs[i] = j
            taken.add(j)
    return pairs


def holders(true, read):
    """The two read articles that have most of a true one: (article, the share that it has)."""
    runs = true.runs()
    shares = [(len(runs & article.runs()) / len(runs), n, article) for n, article in enumerate(read)]
    return [(article, part) for part, _, article in sorted(shares, reverse=True)[:2] if part >= 0.2]


def byline_is_right(true, read):
    if true.byline:
        return names_in(true.byline) <= names_in(read.byline)
    return names_in(read.byline) <= names_in(" ".join(edges(true).values()))


def judge_ends(verdict, hidden):
    """Compares the ends of paragraphs of a found article."""
    true, read = verdict.true, verdict.read
    taste = set(edges(true))
    wanted = true.ends() - taste
    found = set()
    for place, at in same_places(read.ends(), read.text, true.text).items():
        if near(at, wanted):
            verdict.right_ends += [place] if at not in found else []
            found.add(at)
        elif not near(at, hidden.cuts | taste):
            verdict.false_ends.append(place)
    verdict.missed_ends = sorted(at for at in wanted if at not in hidden.ends and not near(at, found))


def verdict_on(true, read, hidden):
    verdict = Verdict(true, read)
    verdict.right = {part: plain(getattr(true, part)) == plain(getattr(read, part)) for part in HEAD}
    verdict.right["byline"] = byline_is_right(true, read)
    verdict.right["section"] = section_name(true.section) == section_name(read.section)
    judge_ends(verdict, hidden)
    return verdict


def lost_parts(true, read, export):
    """The true titles and paragraphs that lost something with how many runs they lost, and how many runs there are in all."""
    kept = runs_of(plain("\n".join(all_texts(export)))).union(*(article.runs() for article in read))
    lost, total = [], 0
    for article in true:
        for text in (article.headline, *article.paragraphs):
            if len(plain(text)) >= RUN:
                runs = runs_of(plain(text))
                total += len(runs)
                if not runs <= kept:
                    lost.append((text, len(runs - kept)))
    return lost, total


def lines_of_articles(truth):
    """All lines of each article, by section and place."""
    lines = collections.defaultdict(set)
    for block in truth["blocks"]:
        if "a" in block:
            lines[block["s"], block["a"]].update(range(block["line"], block.get("last", block["line"]) + 1))
    return lines


def judge(export, truth, text):
    """Compares an export with the truth of a text."""
    places, true = zip(*true_articles(truth).items())
    read = read_articles(export)
    hidden, lines = unseen(truth, text), lines_of_articles(truth)
    doubts = {defect.get("line") for defect in export.get("defects", []) if defect.get("kind") == "doubt"}
    pairs, verdicts = matched(true, read), []
    for i, article in enumerate(true):
        if i in pairs:
            verdict = verdict_on(article, read[pairs[i]], hidden[places[i]])
        else:
            verdict = Verdict(article, holders=holders(article, read))
        verdict.doubted = bool(lines[places[i]] & doubts)
        verdicts.append(verdict)
    extra = [article for j, article in enumerate(read) if j not in pairs.values()]
    paged = any(block["role"] == "section" for block in truth["blocks"])
    return Judgement(verdicts, len(read), extra, *lost_parts(true, read, export), paged)


# Figures


def counts(judgement):
    """A judgement as counts, which can be added up."""
    found = [verdict for verdict in judgement.verdicts if verdict.read]
    flawed = [verdict for verdict in judgement.verdicts if not verdict.flawless()]
    flawless = [verdict for verdict in judgement.verdicts if verdict.flawless()]
    return collections.Counter(
        {
            "true": len(judgement.verdicts),
            "read": judgement.read,
            "found": len(found),
            "whole head": sum(verdict.whole_head() for verdict in found),
            "headline": sum(verdict.right["headline"] for verdict in found),
            "byline": sum(verdict.right["byline"] for verdict in found),
            "right ends": sum(len(verdict.right_ends) for verdict in found),
            "false ends": sum(len(verdict.false_ends) for verdict in found),
            "missed ends": sum(len(verdict.missed_ends) for verdict in found),
            "found on pages": len(found) if judgement.paged else 0,
            "section": sum(verdict.right["section"] for verdict in found) if judgement.paged else 0,
            "lost": sum(lost for _, lost in judgement.lost),
            "runs": judgement.total,
            "flawed": len(flawed),
            "flawed, doubted": sum(verdict.doubted for verdict in flawed),
            "flawless": len(flawless),
            "flawless, doubted": sum(verdict.doubted for verdict in flawless),
        }
    )


def share(part, whole):
    """The share of a whole; None where there is nothing to have a share of."""
    return part / whole if whole else None


def f1(right, false, missed):
    """The harmonic mean of precision and recall."""
    return share(2 * right, 2 * right + false + missed)


def figures(count):
    """The figures of counts. None where a figure says nothing."""
    found = count["found"]
    return {
        "article F1": f1(found, count["read"] - found, count["true"] - found),
        "whole head": share(count["whole head"], found),
        "headline": share(count["headline"], found),
        "byline": share(count["byline"], found),
        "paragraph F1": f1(count["right ends"], count["false ends"], count["missed ends"]),
        "section": share(count["section"], count["found on pages"]),
        "lost": share(count["lost"], count["runs"]),
        "doubted": share(count["flawed, doubted"], count["flawed"]),
        "cried": share(count["flawless, doubted"], count["flawless"]),
    }


def table(rows):
    """Rows of cells by their names, as lines of text under the names of the figures."""
    width = max(len(name) for name in rows)
    heads = "".join(f"{name:>14}" for name in FIGURES)
    lines = ["".join(f"{cell:>14}" for cell in cells) for cells in rows.values()]
    return [" " * width + heads] + [f"{name:<{width}}{line}" for name, line in zip(rows, lines)]


def cells(values, form=".4f"):
    """Figures as cells of a table."""
    return ["-" if value is None else format(value, form) for value in values.values()]
