#!/usr/bin/env python3
"""Counts what a page of Chinese suffers in kanbao and in other programs that show text: the table in docs/comparison.md.

    cargo build --release && python3 scripts/compare.py [--show VIEWER] [FILE]

Each viewer found on the machine shows FILE (else the built-in sample) 80 cells wide, in the form it reads: Markdown, a
web page, a feed, or the text as it is; those that need a terminal run in tmux. Needs Python 3.9 and tmux; a viewer that
is not there is named on standard error and left out. rich is looked for in this Python, marked-terminal where node
finds it (NODE_PATH).

Counted is running text only: the source's lines of more than 60 cells that are no heading, table or list. Each is
looked up in what the viewer shows, blanks and the width of marks put aside, so that it is known on which lines it
stands and where these break. The rules are those of the W3C's Requirements for Chinese Text Layout and GB/T 15834:

 heads    lines that begin with a mark that may not: 、，。：；！？ closing quotes and brackets, half-width ones too
 tails    lines that end with a mark that may not: opening quotes and brackets
 splits   breaks inside a number (13.2, 10:30, 87.6%), a Latin word, —— or ……
 over     lines of more than 80 cells
 slack    cells left free at the right of a line that is not a paragraph's last, on average; the right edge is where the
          viewer's widest line ends, a mark that hangs beyond it not counted
 cuts     paragraphs that the source cuts where a newspaper's column ended, and that are still two on the page

--show prints what a viewer shows, its faults marked at the right.
"""
import argparse
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
SAMPLE = os.path.join(ROOT, "assets", "sample.txt")
KANBAO = os.path.join(ROOT, os.environ.get("CARGO_TARGET_DIR", "target"), "release", "kanbao")
WIDTH = 80
# Shorter lines of the source may be anything.
PROSE = 60

NO_HEAD = set("、，。．：；！？」』”’）》〉】〗〕］｝·‧・～…—,.:;!?)]}%％‰℃々")
NO_TAIL = set("「『“‘（《〈【〖〔［｛([{￥¥$№")
HANGING = set("、，。")
UNIT = re.compile(r"\d+(?:[.,:]\d+)*[%％‰℃]?|[A-Za-z]+(?:[-'’.][A-Za-z]+)*|—{2,}|…{2,}")
# What a paragraph ends with; whatever else is at the end of a source line, the line is cut.
END = re.compile(r"[。！？…：；!?:;][”’」』）)]*$")
SIGNED = re.compile(r"(?<=[。”]) *(?:本报)?(?:记者|通讯员)(?: \S+)+$|\(下转第.{1,3}版\)$")
CONTINUED = re.compile(r"^\(上接第.{1,3}版\)")
HALF = str.maketrans("，：；！？（）", ",:;!?()")
SEQUENCE = re.compile(r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)")


def cells(text):
    """Cells that a text takes; what is of ambiguous width takes one."""
    wide = {"W": 2, "F": 2}
    return sum(0 if unicodedata.combining(c) else wide.get(unicodedata.east_asian_width(c), 1) for c in text)


def version(*command, pattern=r"\d+(?:\.\d+)+"):
    """A version as a program tells it."""
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    found = re.search(pattern, run.stdout + run.stderr)
    return found.group(0) if found else ""


def dumped(*command, **options):
    """What a program writes, as UTF-8."""
    environment = os.environ | {"LC_ALL": "C.UTF-8", "COLUMNS": str(WIDTH)} | options.pop("env", {})
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True, env=environment, **options)
    return run.stdout.decode()


def in_terminal(command, keys=(), rows=500):
    """What a program shows in a terminal of this many rows, after keys."""
    tmux = ["tmux", "-L", f"kanbao-compare-{os.getpid()}", "-f", os.devnull]
    environment = os.environ | {"LC_ALL": "C.UTF-8", "LESSCHARSET": "utf-8"}
    start = [*tmux, "-u", "new-session", "-d", "-x", str(WIDTH), "-y", str(rows), command]
    subprocess.run(start, check=True, env=environment)
    try:
        subprocess.run([*tmux, "set", "-g", "status", "off"], check=True)
        time.sleep(1.5)
        for key in keys:
            subprocess.run([*tmux, "send-keys", key], check=True)
            time.sleep(1)
        capture = subprocess.run([*tmux, "capture-pane", "-p"], check=True, stdout=subprocess.PIPE)
        return capture.stdout.decode()
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, stderr=subprocess.DEVNULL)


def page(text):
    """The source as a plain web page: headings and paragraphs."""
    parts = []
    for line in filter(None, map(str.strip, text.split("\n"))):
        marks = re.match(r"(#{1,6}) +", line)
        name = f"h{len(marks.group(1))}" if marks else "p"
        parts.append(f"<{name}>{html.escape(line[marks.end() if marks else 0:], quote=False)}</{name}>")
    return '<!doctype html><html lang="zh"><meta charset="utf-8"><title>-</title><body>' + "\n".join(parts) + "</body></html>"


class Source:
    """The text in the forms that viewers read, as files of a folder."""

    def __init__(self, text, folder):
        self.text, self.folder = text, folder
        self.plain = self.write("issue.txt", text)
        self.markdown = self.write("issue.md", text)
        self.web = self.write("issue.html", page(text))
        body = html.escape(page(text), quote=False)
        item = f"<item><title>-</title><guid>1</guid><description>{body}</description></item>"
        self.write("feed.xml", f'<?xml version="1.0"?><rss version="2.0"><channel><title>-</title>{item}</channel></rss>')

    def write(self, name, text):
        path = os.path.join(self.folder, name)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)
        return path


def kanbao(source, *settings):
    words = [word for setting in settings for word in ("-c", setting)]
    return dumped(KANBAO, *words, "print", "--width", str(WIDTH), "--no-corrections", source.plain)


def newsboat(source):
    urls = source.write("urls", f"file://{source.folder}/feed.xml\n")
    settings = source.write("config", "text-width 0\nshow-read-feeds yes\n")
    files = f"-u {urls} -c {source.folder}/cache -C {settings}"
    return in_terminal(f"newsboat -r {files}", ["Enter", "Enter"])


def md_tui(source):
    # The hyphen that it puts after Han and figures where it ends a line is none of the text.
    return re.sub(r"(?<=[^A-Za-z\s])-(?=\s*$)", "", in_terminal(f"mdt {source.markdown}"), flags=re.M)


def marked_terminal(source):
    program = (
        "const {marked}=require('marked');const m=require('marked-terminal');"
        f"marked.use(m.markedTerminal({{width:{WIDTH},reflowText:true}}));"
        "console.log(marked.parse(require('fs').readFileSync(process.argv[1],'utf8')))"
    )
    return dumped("node", "-e", program, source.markdown)


def node_version(package):
    program = f"console.log(JSON.parse(require('fs').readFileSync(require.resolve('{package}').replace(/(node_modules.{package}).*/,'$1/package.json'))).version)"
    return version("node", "-e", program)


def marked_is_here():
    program = "require('marked');require('marked-terminal')"
    here = shutil.which("node") is not None
    return here and subprocess.run(["node", "-e", program], capture_output=True, check=False).returncode == 0


def rich_is_here():
    return subprocess.run([sys.executable, "-c", "import rich"], capture_output=True, check=False).returncode == 0


def rich_version():
    return version(sys.executable, "-c", "from importlib.metadata import version; print(version('rich'))")


def found(name):
    return lambda: shutil.which(name) is not None


# Name, whether it is here, its version, what it shows.
VIEWERS = [
    ("kanbao", lambda: os.path.exists(KANBAO), lambda: version(KANBAO, "--version"), kanbao),
    ("kanbao, justify=true", lambda: os.path.exists(KANBAO), lambda: version(KANBAO, "--version"),
     lambda s: kanbao(s, "typeset.justify=true")),
    ("less", found("less"), lambda: version("less", "--version", pattern=r"\d+(?:\.\d+)*"),
     lambda s: in_terminal(f"less -~ {s.plain}")),
    ("w3m", found("w3m"), lambda: version("w3m", "-version"),
     lambda s: dumped("w3m", "-dump", "-cols", str(WIDTH), "-I", "UTF-8", "-O", "UTF-8", s.web)),
    ("lynx", found("lynx"), lambda: version("lynx", "-version"),
     lambda s: dumped("lynx", "-dump", f"-width={WIDTH}", "-nomargins", "-display_charset=utf-8", s.web)),
    ("elinks", found("elinks"), lambda: version("elinks", "-version"),
     lambda s: dumped("elinks", "-no-home", "-dump", "-dump-width", str(WIDTH), "-dump-charset", "utf-8", s.web)),
    ("newsboat", found("newsboat"), lambda: version("newsboat", "--version"), newsboat),
    ("mdcat", found("mdcat"), lambda: version("mdcat", "--version"),
     lambda s: dumped("mdcat", "--no-colour", "--columns", str(WIDTH), s.markdown)),
    ("md-tui", found("mdt"), lambda: version("mdt", "--version"), md_tui),
    ("rich", rich_is_here, rich_version,
     lambda s: dumped(sys.executable, "-m", "rich.markdown", "-w", str(WIDTH), s.markdown)),
    ("marked-terminal", marked_is_here,
     lambda: node_version("marked-terminal"), marked_terminal),
]


def prose(text):
    """The source's lines of running text, each without what a newspaper hangs on its ends, and the line that it goes on
    with where it is cut; a caption may stand between the two."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    bare = [CONTINUED.sub("", SIGNED.sub("", line)) for line in lines]
    awaited = set()
    for number, line in enumerate(lines):
        if number not in awaited and (cells(line) <= PROSE or line[0] in "#|-*>" or "▶" in line):
            continue
        after = next((n for n in range(number + 1, len(lines)) if lines[n][0] != "图"), None)
        ends = END.search(line) or SIGNED.search(line) or line[0] == "图"
        if ends or after is None or lines[after][0] in "#|(（":
            after = None
        awaited.add(after)
        yield bare[number], None if after is None else bare[after]


class Page:
    """What a viewer shows, with the place of each character that is no blank."""

    def __init__(self, shown):
        shown = SEQUENCE.sub("", shown).replace("\r", "").replace("\f", "\n")
        self.lines = [line.rstrip() for line in shown.split("\n")]
        self.places = [(n, m) for n, line in enumerate(self.lines) for m, c in enumerate(line) if not c.isspace()]
        self.all = "".join(self.lines[n][m] for n, m in self.places).translate(HALF)

    def find(self, text, start=0):
        """Where a text's characters stand from a place on, as a range of places; the most of its beginning that is found."""
        bare = "".join(text.split()).translate(HALF)
        for end in range(len(bare), len(bare) // 2, -1):
            at = self.all.find(bare[:end], start)
            if at >= 0:
                return range(at, at + end)
        return range(0)


def count(shown, text):
    """The faults of what a viewer shows, and each line's own."""
    page, faults = Page(shown), {}
    paragraphs, awaited = [], {}
    for line, goes_on in prose(text):
        places = page.find(line, awaited.pop(line, 0))
        awaited[goes_on] = places.stop
        paragraphs.append((line, goes_on, places))
    missing = sum(not places for _, _, places in paragraphs)
    used = sorted({page.places[at][0] for _, _, places in paragraphs for at in places})
    tell = lambda line, what: faults.setdefault(line, []).append(what)
    indent = min(len(page.lines[n]) - len(page.lines[n].lstrip()) for n in used)

    def edge(number):
        line = page.lines[number]
        return cells(line[:-1] if line[-1] in HANGING else line)

    for number in used:
        line = page.lines[number].strip()
        if line[0] in NO_HEAD and not line.startswith(("——", "……")):
            tell(number, "head")
        if line[-1] in NO_TAIL:
            tell(number, "tail")
        if cells(page.lines[number]) > WIDTH:
            tell(number, "over")
    inner, cuts = set(), 0
    for line, goes_on, places in paragraphs:
        # Where each of its characters stands in the source's line, so that a break can be seen to fall inside a unit.
        offsets = [n for n, c in enumerate(line) if not c.isspace()]
        units = [unit.span() for unit in UNIT.finditer(line)]
        for one, (before, after) in enumerate(zip(places, places[1:])):
            first, second = page.places[before][0], page.places[after][0]
            if first == second:
                continue
            inner.add(first)
            if any(start <= offsets[one] and offsets[one + 1] < end for start, end in units):
                tell(first, "split")
        if goes_on:
            after = page.find(goes_on, places.stop)
            # What is not found counts as cut.
            first = page.places[places[-1]][0] if places else -9
            second, column = page.places[after[0]] if after else (-1, 0)
            on_the_next = first + 1 == second and column <= indent and edge(first) > WIDTH - 8
            if on_the_next:
                inner.add(first)
            elif first != second:
                cuts += 1
                tell(first, "cut")
    right = max((edge(n) for n in inner), default=WIDTH)
    slack = [max(0, right - cells(page.lines[n])) for n in inner]
    total = lambda what: sum(own.count(what) for own in faults.values())
    figures = {what: total(what) for what in ("head", "tail", "split", "over")}
    figures |= {"slack": sum(slack) / max(1, len(slack)), "cuts": cuts, "lines": len(used), "missing": missing, "right": right}
    return figures, faults, page


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--show", metavar="VIEWER", help="print what it shows, with its faults")
    parser.add_argument("file", nargs="?", default=SAMPLE)
    options = parser.parse_args()
    with open(options.file, encoding="utf-8") as file:
        text = file.read()
    cut = sum(after is not None for _, after in prose(text))
    print("| viewer | version | lines | heads | tails | splits | over 80 | mean slack | cuts |")
    print("|---|---|--:|--:|--:|--:|--:|--:|--:|")
    for name, is_here, tell_version, show in VIEWERS:
        if options.show and options.show != name:
            continue
        if not is_here():
            print(f"{name} is not here", file=sys.stderr)
            continue
        with tempfile.TemporaryDirectory() as folder:
            figures, faults, page = count(show(Source(text, folder)), text)
        if figures["missing"]:
            print(f"{name}: {figures['missing']} paragraphs are not found in what it shows", file=sys.stderr)
        f = figures
        # Lines that do not keep to the width have no edge to fall short of.
        slack = "–" if f["over"] else f"{f['slack']:.2f}"
        print(
            f"| {name} | {tell_version()} | {f['lines']} | {f['head']} | {f['tail']} | {f['split']} | {f['over']} "
            f"| {slack} | {f['cuts']} of {cut} |",
            flush=True,
        )
        if options.show:
            for number, line in enumerate(page.lines):
                print(line + " " * max(1, WIDTH + 2 - cells(line)) + " ".join(faults.get(number, [])))


if __name__ == "__main__":
    main()
