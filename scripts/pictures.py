#!/usr/bin/env python3
"""Makes the pictures in README and docs/ anew, of the program as it is, in a real terminal emulator.

    python3 scripts/pictures.py [NAME ...]

Needs cargo, Python 3.11, Xvfb, xterm, ImageMagick (import, convert), and two fonts: DejaVu Sans Mono for what has one
cell, Noto Sans Mono CJK SC for what has two. On Debian:

    apt-get install xvfb xterm imagemagick fonts-dejavu-core fonts-noto-cjk

docs/pictures/pictures.toml says which pictures there are: the window's size, settings and keys. For each

 1. the test `pictures` draws the screen without a terminal, and writes it to docs/pictures/NAME.txt;
 2. the release build opens the built-in sample in an xterm without a user: fonts, size, colours and locale are set here,
    home and state are a fresh folder. The keys are typed, each when the screen has come to rest;
 3. xterm prints the screen as it holds it, which must be the text of NAME.txt, cell by cell;
 4. its window becomes docs/pictures/NAME.png, in few colours, with a hash of NAME.txt in it, by which the test `pictures`
    knows a picture that is not of that screen.

Without NAME all pictures are made. Exit status 1 where a screen differs from its text, which is told with the rows.
"""
import fcntl
import os
import pty
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time
import tomllib
import tty

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
FOLDER = os.path.join(ROOT, "docs", "pictures")
TARGET = os.path.join(ROOT, os.environ.get("CARGO_TARGET_DIR", "target"))
# Nothing of the reader's own comes in: neither settings, nor places, nor colours.
KEPT = ("PATH", "DISPLAY", "KANBAO", "FONTCONFIG_PATH")
# Seconds without output after which a screen is at rest, and after which one that never rests is given up.
QUIET, LIMIT = 0.4, 20
# Pixels of a cell; what has two cells is as high as it is wide.
CELL = 10
# xterm: a font of each width, rows high enough for Han, and the sixteen colours of a quiet dark scheme.
LOOKS = {
    "faceName": f"DejaVu Sans Mono:pixelsize=17:charwidth={CELL}",
    "faceNameDoublesize": f"Noto Sans Mono CJK SC:pixelsize={2 * CELL}",
    "scaleHeight": "1.3",
    "background": "#1b1d23",
    "foreground": "#d5d3cc",
    "colorBD": "#ffffff",
    "internalBorder": "0",
    "borderWidth": "0",
    "scrollBar": "false",
    "cjkWidth": "false",
    "utf8": "2",
    "locale": "false",
    "boldMode": "false",
    "allowSendEvents": "false",
    "printAttributes": "0",
    "printerAutoClose": "true",
}
COLOURS = (
    "#22252b #e06c75 #98c379 #d9b46a #61afef #c678dd #56b6c2 #c8ccd4 "
    "#6b7280 #ef8a92 #b5dd96 #f0d08c #8cc8ff #dd9cf0 #7fd3de #ffffff"
).split()
# What the keys of assets/keys.toml are to a terminal, as far as pictures need them.
NAMED = {"<Enter>": "\r", "<Esc>": "\x1b", "<Tab>": "\t", "<Space>": " "}


def pictures():
    """The list, by name."""
    with open(os.path.join(FOLDER, "pictures.toml"), "rb") as file:
        return tomllib.load(file)


def chords(keys):
    """What to send for each key in turn."""
    while keys:
        end = keys.find(">") + 1 if keys[0] == "<" else 0
        key, keys = keys[: end or 1], keys[end or 1 :]
        yield NAMED[key] if end else key


def fnv(data):
    """FNV-1a, 64 bits, as the test reckons it."""
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 % (1 << 64)
    return f"{value:016x}"


def drawn(name):
    """What the test wrote of a picture's screen: rows, of which the screen's are the first; and a hash of it all."""
    with open(os.path.join(FOLDER, f"{name}.txt"), "rb") as file:
        data = file.read()
    return data.decode().split("\n"), fnv(data)


def inside(name, folder):
    """Runs inside xterm: stands between it and the program, types the keys, has the screen printed, and waits."""
    picture = pictures()[name]
    program, pipe = pty.fork()
    if program == 0:
        # xterm takes this away from what runs in it.
        os.environ["COLORTERM"] = "truecolor"
        settings = [word for setting in picture["set"] for word in ("-c", setting)]
        os.execv(os.environ["KANBAO"], ["kanbao", *settings])
    columns, rows = picture["size"]
    fcntl.ioctl(pipe, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    tty.setraw(0)

    def rest():
        """Hands on what either side says, until neither has for a while."""
        end = time.monotonic() + LIMIT
        while time.monotonic() < end:
            ready = select.select([0, pipe], [], [], QUIET)[0]
            if not ready:
                return
            for source, sink in (0, pipe), (pipe, 1):
                if source in ready:
                    os.write(sink, os.read(source, 1 << 16))

    rest()
    for key in chords(picture["keys"]):
        os.write(pipe, key.encode())
        rest()
    os.write(1, b"\x1b[i")
    rest()
    with open(os.path.join(folder, "ready"), "w"):
        pass
    # xterm is ended from outside, and this with it.
    rest()
    time.sleep(LIMIT)


def take(name, picture, program, display):
    """Makes NAME.png; whether xterm held the screen of NAME.txt."""
    (columns, lines), (rows, stamp) = picture["size"], drawn(name)
    with tempfile.TemporaryDirectory() as folder:
        printed, ready = os.path.join(folder, "printed"), os.path.join(folder, "ready")
        looks = LOOKS | {f"color{n}": colour for n, colour in enumerate(COLOURS)}
        looks["printerCommand"] = f"cat > {printed}"
        options = [word for key, value in looks.items() for word in ("-xrm", f"XTerm*{key}: {value}")]
        environment = {key: os.environ[key] for key in KEPT if key in os.environ}
        environment |= {
            "DISPLAY": display,
            "KANBAO": program,
            "HOME": folder,
            "XDG_STATE_HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "LC_ALL": "C.UTF-8",
        }
        command = ["xterm", "-tn", "xterm-256color", "-geometry", f"{columns}x{lines}+0+0", *options]
        script = [sys.executable, os.path.abspath(__file__), "--inside", name, folder]
        xterm = subprocess.Popen([*command, "-e", *script], env=environment, stderr=subprocess.DEVNULL)
        try:
            end = time.monotonic() + 2 * LIMIT
            while not os.path.exists(ready):
                if time.monotonic() > end or xterm.poll() is not None:
                    sys.exit(f"{name}: nothing came to rest in xterm")
                time.sleep(0.1)
            shot = os.path.join(folder, "shot.png")
            subprocess.run(["import", "-display", display, "-window", "root", shot], check=True)
            with open(printed, encoding="utf-8") as file:
                # U+FFFF stands in the second cell of what has two.
                text = file.read().translate(dict.fromkeys(map(ord, "\f\r\uffff")))
            shown = [row.rstrip() for row in text.split("\n")]
        finally:
            xterm.terminate()
            xterm.wait()
        while shown and not shown[-1]:
            shown.pop()
        wanted = rows[:lines]
        while wanted and not wanted[-1]:
            wanted.pop()
        if shown != wanted:
            for number in range(max(len(shown), len(wanted))):
                pair = [part[number] if number < len(part) else "" for part in (wanted, shown)]
                if pair[0] != pair[1]:
                    print(f"{name}: row {number}\n  drawn: {pair[0]}\n  shown: {pair[1]}", file=sys.stderr)
            return False
        corner = subprocess.run(
            ["convert", shot, "-format", "%[pixel:p{0,0}]", "info:"], check=True, capture_output=True, text=True
        ).stdout.strip()
        # The root is black where no window stands, and the window as wide as its cells.
        height = subprocess.run(
            ["convert", shot, "-trim", "-format", "%[fx:page.y+h]", "info:"], check=True, capture_output=True, text=True
        ).stdout.strip()
        picture_file = os.path.join(FOLDER, f"{name}.png")
        subprocess.run(
            ["convert", shot, "-crop", f"{columns * CELL}x{height}+0+0", "+repage"]
            + ["-bordercolor", corner, "-border", "12", "-strip", "-dither", "None", "-colors", "48"]
            + ["-define", "png:compression-level=9", "-define", "png:exclude-chunk=date,time"]
            + ["-set", "Screen", stamp, f"PNG8:{picture_file}"],
            check=True,
        )
        print(f"{name}: {os.path.getsize(picture_file) // 1000} kB")
    return True


def main():
    wanted = pictures()
    names = sys.argv[1:] or list(wanted)
    missing = [tool for tool in ("cargo", "Xvfb", "xterm", "import", "convert") if not shutil.which(tool)]
    if missing:
        sys.exit(f"needed and not there: {', '.join(missing)}")
    subprocess.run(["cargo", "build", "--release"], cwd=ROOT, check=True)
    drawing = ["cargo", "test", "--test", "it", "pictures::"]
    subprocess.run(drawing, cwd=ROOT, env=os.environ | {"KANBAO_PICTURES": "write"}, check=True)
    program = os.path.abspath(os.path.join(TARGET, "release", "kanbao"))
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "2400x1600x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    try:
        display = f":{os.read(reading, 16).decode().strip()}"
        good = [take(name, wanted[name], program, display) for name in names]
    finally:
        server.terminate()
        server.wait()
    return not all(good)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--inside"]:
        inside(*sys.argv[2:])
    else:
        sys.exit(main())
