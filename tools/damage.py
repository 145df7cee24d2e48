#!/usr/bin/env python3
"""Damages a labelled issue as extraction from a PDF damages a page, and tells where each of its parts stands in the text.

    python3 tools/damage.py ISSUE.json... --out DIR [--styles seed,flat,hard,plain,wrapped] [--seed N]

Each issue gives one text for each style: DIR/NAME.STYLE.N.txt, and beside it DIR/NAME.STYLE.N.truth.json. The same issue, style
and seed give the same bytes, in every version of Python.

Styles:
    seed     heads have marks of random levels; columns cut paragraphs amid a word; some marks are half-width; no pages
    flat     as seed, and every head's line has one `#`; subheads have it, too
    hard     as seed, with masthead, page marks, lost marks, heads on two lines, captions amid the text, stories that go on on
             another page, columns' names, editors
    plain    no marks at all; masthead and page lines; half of the articles have indents
    wrapped  as plain, and every line ends at the column's width, without blank lines between paragraphs

The truth is {style, seed, from, issue, blocks}. `issue` has only the articles that the text has. A block is a piece of the text:
    line, last   its first and last line, counted from 1
    role         masthead, section, column, kicker, title, subtitle, byline, para, caption, editors, continued_title
    s, a         its section and its article in `issue`
    p, part, of  its paragraph, and which piece of how many of that paragraph it is
    text         of a paragraph's piece: its words alone, without marks, jump line and byline
    ambiguous    the column ended right after a sentence, so nobody can see that the paragraph goes on
    hidden_end   the paragraph's last line is full and the next has no indent, so nobody can see its end
    subhead, byline_inline, continued, jump_to   what else the piece is or holds

Status 2: wrong arguments, or a file that is no labelled issue.
"""
import argparse
import copy
import json
import os
import random
import re
import sys

STYLES = ("seed", "flat", "hard", "plain", "wrapped")
UNMARKED = ("plain", "wrapped")
PAGED = ("hard", "plain", "wrapped")
LATIN = ("en", "de", "fr", "es", "it", "nl", "pt")
ENDLESS = 10**9

# The levels of a head's marks by the parts that it has; a level that stands more often is more likely.
LEVELS = {
    ("kicker", "title", "subtitle"): [(2, 1, 2)] * 4 + [(2, 1, 3)],
    ("kicker", "title"): [(2, 1)] * 4 + [(3, 2)],
    ("title", "subtitle"): [(1, 2)] * 3 + [(2, 3)] * 2,
    ("title",): [(1,)] * 5 + [(2,)] * 4,
}
# More of them in the style `hard`: marks that were lost (0) or do not fit.
HARD_LEVELS = {
    ("kicker", "title", "subtitle"): [(0, 1, 2), (3, 1, 2)],
    ("kicker", "title"): [(0, 1), (2, 2)],
    ("title", "subtitle"): [(1, 0), (2, 2)],
    ("title",): [(3,)],
}
PAGE_MARKS = ("第{page}：{name}", "{page}　{name}", "{page} {name}")
HARD_PAGE_MARKS = ("第{page}：{name}", "# {page} {name}", "{page} {name}", "■{page} {name}", "## {page}·{name}")
JUMPS_TO = {
    "zh-Hans": ("（下转第{}版）", "(下转第{}版)", "▶下转{}版"),
    "zh-Hant": ("（下轉第{}版）", "(下轉第{}版)", "▶下轉{}版"),
    "en": (" (Continued on page {})", " Continued on Page {}"),
    "de": (" (Fortsetzung auf Seite {})", " Fortsetzung auf S. {}"),
}
JUMPS_FROM = {
    "zh-Hans": ("（上接第{}版）", "(上接第{}版)", "◀上接{}版 ", "（紧接第{}版）"),
    "zh-Hant": ("（上接第{}版）", "(上接第{}版)", "◀上接{}版 ", "（緊接第{}版）"),
    "en": ("(Continued from page {}) ", "Continued from Page {} "),
    "de": ("(Fortsetzung von Seite {}) ", "Fortsetzung von S. {} "),
}
MONTHS = {
    "en": "January February March April May June July August September October November December".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
}

BEGINS_NO_LINE = set("，。、；：？！,.;:?!）)”’」』》〉】…—％%·")
ENDS_NO_LINE = set("（(“‘「『《〈【")
IN_A_WORD = re.compile(r"[A-Za-z0-9.,%+\-–/:_#&=?~@]")
SENTENCE_ENDS = {False: "。！？!?”」』", True: ".!?”\""}


class Dice(random.Random):
    """Chance that comes from random() alone: its numbers are promised to stay the same in all versions of Python."""

    def chance(self, share):
        return self.random() < share

    def among(self, choices):
        return choices[int(self.random() * len(choices))]

    def between(self, low, high):
        return low + int(self.random() * (high - low + 1))


# Characters and lines


def squeezed(text):
    """The text on one line, with single blanks."""
    return re.sub(r"[ \t\n]{2,}", " ", text.replace("\u3000", " ").replace("\n", " ")).strip()


def half_width(text, dice):
    """Some marks as the half-width ones that a font's table of characters gives."""
    text = text.translate(str.maketrans("，；（）", ",;()"))
    return re.sub(r"(?<=[一-鿿”》])：", ":", text) if dice.chance(0.5) else text


def width_of(text):
    """The width of a text in em: Han and the marks of Chinese have one, all else a half."""
    return sum(1 if ord(c) > 0x2E7F or c in "“”‘’…—·" else 0.5 for c in text)


def legal_cut(text, at):
    """The place near `at` where a line may end: numbers and Latin words stay whole, marks stay with their words."""
    for _ in range(40):
        if not 0 < at < len(text):
            break
        if IN_A_WORD.match(text[at]) and IN_A_WORD.match(text[at - 1]):
            at -= 1
        elif text[at] in BEGINS_NO_LINE:
            at += 1
        elif text[at - 1] in ENDS_NO_LINE:
            at -= 1
        else:
            break
    return at


def wrapped_lines(text, width, latin):
    """The text in lines of `width` em."""
    lines = []
    while width_of(text) > width + 0.5:
        at, filled = 0, 0
        while at < len(text) and filled + width_of(text[at]) <= width:
            filled += width_of(text[at])
            at += 1
        if latin and " " in text[:at].strip():
            at = text.rfind(" ", 0, at + 1)
        else:
            at = legal_cut(text, at)
        if not 0 < at < len(text):
            break
        lines.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return lines + [text]


def cut_by_columns(paragraphs, height, dice, latin):
    """The pieces of paragraphs that stand in columns of `height` characters.

    A cut less than six characters from a paragraph's edge is left out.
    """
    pieces, used, limit = [], 0, height + dice.between(-9, 9)
    for p, rest in enumerate(paragraphs):
        texts = []
        while used + len(rest) > limit:
            at = limit - used
            at = rest.rfind(" ", 0, max(at, 1)) if latin else legal_cut(rest, at)
            if at < 6 or len(rest) - at < 6:
                break
            texts.append(rest[:at].rstrip())
            rest = rest[at:].lstrip()
            used, limit = 0, height + dice.between(-9, 9)
        texts.append(rest)
        used += len(rest)
        if used >= limit:
            used, limit = 0, height + dice.between(-9, 9)
        for part, text in enumerate(texts):
            goes_on = part < len(texts) - 1
            ambiguous = goes_on and text[-1] in SENTENCE_ENDS[latin]
            pieces.append({"p": p, "part": part, "of": len(texts), "text": text, "ambiguous": ambiguous})
    return pieces


# Issues


def lines_of_title(article):
    """The lines on which a title is printed."""
    if article.get("title_lines"):
        return [squeezed(line) for line in article["title_lines"]]
    return [squeezed(line) for line in re.split(r"\s{2,}", article["title"]) if line.strip()]


def page_and_name(section):
    """`第02版：综合` as `02版` and `综合`; a name without a page has no page."""
    found = re.match(r"第(\w+版)：(.*)$", section)
    return (found[1], found[2]) if found else ("", section)


def page_number(sections, name):
    """The number of the page that has this section: by its name, else by its place."""
    found = re.search(r"[A-Z]?\d+|[一二三四五六七八九十]+(?=版)", name)
    return found[0].lstrip("0") if found else str(1 + [s["name"] for s in sections].index(name))


def printed_articles(section, style):
    """Only the style `hard` has picture stories."""
    return [a for a in section["articles"] if a["paragraphs"] and (style == "hard" or a.get("kind") != "photo")]


class Damager:
    """Writes one issue as a damaged text. What it has written so far is in `lines` and `blocks`."""

    def __init__(self, issue, style, dice):
        self.style, self.dice = style, dice
        self.issue = copy.deepcopy(issue)
        sections = [dict(s, articles=printed_articles(s, style)) for s in self.issue["sections"]]
        self.sections = self.issue["sections"] = [s for s in sections if s["articles"]]
        self.language = issue.get("lang") or "zh-Hans"
        self.latin = self.language in LATIN
        self.lines, self.blocks = [], []
        self.carried = {}  # a section's name: what stories of other pages go on there
        self.wrapped = style == "wrapped"
        self.width = dice.between(13, 36) if self.wrapped else None
        self.form_feeds = self.wrapped and dice.chance(0.5)
        self.blanks_at_heads = self.wrapped and dice.chance(0.7)
        self.all_indented = self.wrapped and dice.chance(0.6)
        self.page_mark = dice.among(HARD_PAGE_MARKS if style == "hard" else PAGE_MARKS) if style in PAGED else None

    def damaged(self):
        """The text."""
        self.blank(2 if self.style == "seed" else self.dice.between(0, 2))
        if self.page_mark:
            self.masthead()
        for s, section in enumerate(self.sections):
            if self.page_mark:
                self.page(s, section["name"])
            for story in self.carried.pop(section["name"], []):
                self.rest_of_story(story)
            for a in range(len(section["articles"])):
                self.article(s, a)
            for editors in section.get("editors") or []:
                if self.style in PAGED:
                    self.put(squeezed(editors), "editors", s=s)
        return "\n".join(self.lines) + "\n"

    # What is written

    def blank(self, count=1):
        self.lines += [""] * count

    def put(self, line, role, **block):
        """Writes a line as a block, and gives the last line that came of it."""
        first = len(self.lines) + 1
        self.lines += wrapped_lines(line, self.width, self.latin) if self.wrapped else [line]
        self.blocks.append({"line": first, "last": len(self.lines), "role": role, **block})
        last_line = self.lines[-1]
        if not self.wrapped:
            self.blank()
        return last_line

    def marks(self, text):
        """The text with the marks that extraction leaves."""
        return text if self.latin or self.style in UNMARKED else half_width(text, self.dice)

    # The parts of a paper

    def masthead(self):
        self.put(("# " if self.style == "hard" and self.dice.chance(0.4) else "") + self.name_and_day(), "masthead")

    def name_and_day(self):
        if not self.issue.get("date"):
            return self.issue["issue_title"]
        year, month, day = map(int, self.issue["date"].split("-"))
        if not self.latin:
            return f"{self.issue['source']} {year}年{month}月{day}日"
        if self.language == "de":
            return f"{self.issue['source']}, {day}. {MONTHS['de'][month - 1]} {year}"
        return f"{self.issue['source']}, {MONTHS['en'][month - 1]} {day}, {year}"

    def page(self, s, section):
        page, name = page_and_name(section)
        unnumbered = ("## " if self.style == "hard" else "") + name
        mark = self.page_mark.format(page=page, name=name).strip() if page else unnumbered
        self.put(("\f" if self.form_feeds and s else "") + mark, "section", s=s)

    def article(self, s, a):
        article = self.sections[s]["articles"][a]
        if self.style == "hard" and article.get("column") and self.dice.chance(0.25):
            self.put(self.dice.among(("## ", "### ", "")) + article["column"], "column", s=s, a=a)
        self.head(s, a)
        if article.get("captions") and (self.style == "seed" or self.dice.chance(0.5)):
            self.blank(2)  # where the picture was
        byline, place = self.byline(article)
        if byline and place == "head":
            self.put(byline, "byline", s=s, a=a)
        self.body(s, a, byline, place)
        if self.dice.chance(0.08):
            self.blank(self.dice.between(1, 3))

    def head(self, s, a):
        article = self.sections[s]["articles"][a]
        if self.blanks_at_heads:
            self.blank()
        # A newsletter's section may be one article: then the section's line is its head.
        if self.page_mark and squeezed(article["title"]) == squeezed(self.sections[s]["name"]):
            return
        parts = tuple(part for part in ("kicker", "title", "subtitle") if article.get(part))
        for part, level in zip(parts, self.levels(parts)):
            for line in self.lines_of(part, article):
                self.put(("#" * level + " " if level else "") + self.marks(line), part, s=s, a=a)
        if self.blanks_at_heads:
            self.blank()

    def levels(self, parts):
        if self.style in UNMARKED:
            return (0,) * len(parts)
        if self.style == "flat":
            return (1,) * len(parts)
        return self.dice.among(LEVELS[parts] + (HARD_LEVELS[parts] if self.style == "hard" else []))

    def lines_of(self, part, article):
        lines = lines_of_title(article) if part == "title" else []
        if len(lines) > 1 and self.style != "seed" and self.dice.chance(0.5):
            return lines
        return [squeezed(article[part])]

    def byline(self, article):
        """The byline, and where it stands: at the head, at the end, or inline, behind the last paragraph."""
        if not article.get("byline"):
            return None, None
        byline = squeezed(article["byline"])
        if self.style == "seed":
            byline = re.sub(r"^[■●◆]\s*", "", byline)
            byline = re.sub(r"^(?:本报|新华社)记者", "记者", byline)
        place = self.dice.among(("inline", "end", "end") if self.style == "seed" else ("inline", "end", "head", "head"))
        by_reporter = byline.startswith(("记者", "本报记者")) and "摄" not in byline
        if article.get("captions") and by_reporter and self.style in ("seed", "hard") and self.dice.chance(0.5):
            byline += " 文/图"
        return byline, place

    def body(self, s, a, byline, place):
        article = self.sections[s]["articles"][a]
        paragraphs = [squeezed(p) if self.latin else squeezed(p.replace("\n", "")) for p in article["paragraphs"]]
        pieces = cut_by_columns(paragraphs, self.column_height(), self.dice, self.latin)
        rest = self.carry_over(s, a, pieces, byline if place != "head" else None)
        captions = self.places_of_captions(article, len(pieces))
        indented = self.all_indented or self.style == "plain" and self.dice.chance(0.5)
        indent = ("    " if self.latin else "　　") if indented else ""
        for n, piece in enumerate(pieces):
            ends_here = n == len(pieces) - 1 and not rest
            inline = byline if ends_here and place == "inline" else None
            self.piece(s, a, piece, indent, inline)
            for caption in captions.get(n, []):
                self.put(self.marks(squeezed(caption)), "caption", s=s, a=a)
        if byline and place == "end" and not rest:
            self.put(byline, "byline", s=s, a=a)

    def column_height(self):
        if self.wrapped:
            return ENDLESS
        return self.dice.between(380, 760) if self.latin else self.dice.between(100, 200)

    def places_of_captions(self, article, count):
        """After which piece each caption stands. Only the style `hard` has captions."""
        places = {}
        if self.style == "hard":
            for caption in article.get("captions") or []:
                places.setdefault(self.dice.between(0, count - 1), []).append(caption)
        return places

    def piece(self, s, a, piece, indent, inline):
        block = {name: piece[name] for name in ("p", "part", "of")}
        block.update({name: True for name in ("ambiguous", "jump_to", "continued") if piece.get(name)})
        block["text"] = self.marks(piece["text"])
        line = piece.get("before", "") + block["text"] + piece.get("after", "")
        if inline:
            line += " " + inline
            block["byline_inline"] = True
        if self.is_subhead(s, a, piece):
            block["subhead"] = True
            line = self.mark_of_subhead() + line
        line = (indent if piece["part"] == 0 else "") + line
        last_line = self.put(line, "para", s=s, a=a, **block)
        if self.wrapped and not indent and width_of(last_line) >= self.width - 1:
            self.blocks[-1]["hidden_end"] = True

    def is_subhead(self, s, a, piece):
        return piece["p"] in (self.sections[s]["articles"][a].get("subheads") or [])

    def mark_of_subhead(self):
        if self.style == "flat":
            return "# "
        return "## " if self.style == "hard" and self.dice.chance(0.5) else ""

    # Stories that go on on another page

    def carry_over(self, s, a, pieces, byline):
        """Takes the pieces from the third part on out of `pieces`, for the page where the story goes on; says whether it does."""
        target = self.page_of_rest(s, a)
        if self.style != "hard" or not target or len(pieces) <= 4:
            return False
        cut = max(2, len(pieces) // 3)
        while cut > 1 and self.is_subhead(s, a, pieces[cut - 1]):
            cut -= 1
        rest = pieces[cut:]
        del pieces[cut:]
        pieces[-1]["after"] = self.jump(JUMPS_TO, target)
        pieces[-1]["jump_to"] = True
        rest[0]["before"] = self.jump(JUMPS_FROM, self.sections[s]["name"])
        self.carried.setdefault(target, []).append((s, a, rest, byline))
        return True

    def page_of_rest(self, s, a):
        later = [section["name"] for section in self.sections[s + 1 :]]
        return next((name for name in self.sections[s]["articles"][a].get("continued_in") or [] if name in later), None)

    def jump(self, words, section):
        words = words.get(self.language) or words["en" if self.latin else "zh-Hans"]
        return self.dice.among(words).format(page_number(self.sections, section))

    def rest_of_story(self, story):
        s, a, pieces, byline = story
        title = squeezed(self.sections[s]["articles"][a]["title"])
        self.put("# " + title, "continued_title", s=s, a=a)
        for n, piece in enumerate(pieces):
            self.piece(s, a, dict(piece, continued=True), "", byline if n == len(pieces) - 1 else None)


def damage(issue, name, style, seed):
    """The damaged text of an issue, and its truth. `name` is the issue's file name; it is part of the seed."""
    damager = Damager(issue, style, Dice(f"{seed}|{name}|{style}"))
    text = damager.damaged()
    return text, {"style": style, "seed": seed, "from": name, "issue": damager.issue, "blocks": damager.blocks}


# Files


class Stop(Exception):
    """What is wrong. A command tells it in a line, and ends with status 2."""


def stop(problem):
    raise Stop(problem)


def run(main):
    """The exit status of a command."""
    try:
        return main()
    except Stop as problem:
        print(problem, file=sys.stderr)
        return 2


def text_at(path):
    """What stands in a file; ends where it cannot be read. Lines end at \\n alone: a page break within the text is no line's end."""
    try:
        with open(path, encoding="utf-8", newline="\n") as file:
            return file.read()
    except OSError as error:
        return stop(f"{path}: {error.strerror}")
    except UnicodeDecodeError:
        return stop(f"{path}: is not UTF-8")


def object_at(path, *needed):
    """The JSON object in a file; ends where there is none, or where it lacks something."""
    try:
        found = json.loads(text_at(path))
    except ValueError as error:
        return stop(f"{path}: is no JSON: {error}")
    if not isinstance(found, dict):
        return stop(f"{path}: is no JSON object")
    for name in needed:
        if name not in found:
            return stop(f"{path}: lacks `{name}`")
    return found


def issue_at(path):
    """The labelled issue in a file; ends where there is none."""
    issue = object_at(path, "sections")
    fault = fault_of(issue)
    return stop(f"{path}: {fault}") if fault else issue


def fault_of(issue):
    """What an issue lacks, and where; None where it has what it needs."""
    if issue.get("date"):
        day = re.fullmatch(r"\d{4}-(\d\d?)-\d\d?", str(issue["date"]))
        if not day or not 1 <= int(day[1]) <= 12:
            return f"{issue['date']!r} is no day"
    for name in ("source" if issue.get("date") else "issue_title",):
        if not isinstance(issue.get(name), str):
            return f"lacks `{name}`"
    if not is_list_of(issue["sections"], dict):
        return "`sections` is no list of objects"
    for s, section in enumerate(issue["sections"], 1):
        if not isinstance(section.get("name"), str):
            return f"section {s} lacks `name`"
        if not is_list_of(section.get("articles"), dict):
            return f"section {s} lacks `articles`"
        for a, article in enumerate(section["articles"], 1):
            if not isinstance(article.get("title"), str):
                return f"section {s}, article {a} lacks `title`"
            if not is_list_of(article.get("paragraphs"), str):
                return f"section {s}, article {a} lacks `paragraphs`"
    return None


def is_list_of(value, kind):
    return isinstance(value, list) and all(isinstance(each, kind) for each in value)


def write(path, folder, style, seed):
    """Damages the issue in the file `path`, and writes the text and its truth into the folder."""
    issue, name = issue_at(path), os.path.basename(path)
    if not any(printed_articles(section, style) for section in issue["sections"]):
        stop(f"{path}: has no article for the style {style}")
    text, truth = damage(issue, name, style, seed)
    stem = os.path.join(folder, f"{name.removesuffix('.json')}.{style}.{seed}")
    with open(stem + ".txt", "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    with open(stem + ".truth.json", "w", encoding="utf-8", newline="\n") as file:
        json.dump(truth, file, ensure_ascii=False)


def styles_named(names):
    """The styles in a list with commas; for argparse."""
    styles = names.split(",")
    for style in styles:
        if style not in STYLES:
            raise argparse.ArgumentTypeError(f"no style {style!r}; there are {', '.join(STYLES)}")
    return styles


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("issues", nargs="+", metavar="ISSUE.json")
    parser.add_argument("--out", required=True, metavar="DIR")
    parser.add_argument("--styles", type=styles_named, default=STYLES)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    try:
        os.makedirs(options.out, exist_ok=True)
        for path in options.issues:
            for style in options.styles:
                write(path, options.out, style, options.seed)
    except OSError as error:
        stop(f"{error.filename}: {error.strerror}")
    print(f"{len(options.issues) * len(options.styles)} texts in {options.out}")


if __name__ == "__main__":
    sys.exit(run(main))
