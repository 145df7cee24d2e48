#!/usr/bin/env python3
"""How fast kanbao is, beside less, in one run on one pseudo-terminal. Needs Python 3 and less, nothing else.

    cargo build --release && python3 scripts/speed.py [--runs N] [--sizes sample,1M,10M] [FILE]

For each program and size, the median of the runs: from the start to the first screen, from a key to its frame (half of
them, and all but one in a hundred), bytes sent for the first screen over bytes of the text on it, memory at its
highest, processor time while idle. less answers the same keys a screen further down, kanbao n and p.
"""
import argparse
import fcntl
import os
import pty
import re
import select
import shutil
import statistics
import struct
import sys
import tempfile
import termios
import time

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
SAMPLE = os.path.join(ROOT, "assets", "sample.txt")
COLUMNS, ROWS = 120, 40
SEQUENCE = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[()][A-Z0-9]|\x1b[=>78]")
CLOCK = os.sysconf("SC_CLK_TCK")


class Program:
    """A program in a pseudo-terminal, with a clock."""

    def __init__(self, argv, home):
        self.output = b""
        self.start = self.last = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.environ.update(TERM="xterm-256color", LC_ALL="C.UTF-8", LESSCHARSET="utf-8", HOME=home, XDG_STATE_HOME=home)
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            try:
                os.execvp(argv[0], argv)
            finally:
                os._exit(127)

    def burst(self, wait, quiet):
        """Takes what comes within `wait` seconds, until nothing has come for `quiet` more; whether anything came."""
        before = len(self.output)
        while select.select([self.fd], [], [], wait)[0]:
            try:
                piece = os.read(self.fd, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            self.last = time.perf_counter()
            self.output += piece
            wait = quiet
        return len(self.output) > before

    def key(self, key):
        """Seconds from a key to the last byte of its answer."""
        start = time.perf_counter()
        os.write(self.fd, key)
        return self.last - start if self.burst(2, 0.01) else None

    def memory(self):
        """Mebibytes at the highest; nothing where /proc does not say."""
        try:
            with open(f"/proc/{self.pid}/status") as status:
                return int(re.search(r"VmHWM:\s+(\d+)", status.read()).group(1)) / 1024
        except OSError:
            return float("nan")

    def processor(self):
        """Seconds of processor time used so far."""
        try:
            with open(f"/proc/{self.pid}/stat") as stat:
                fields = stat.read().rsplit(")", 1)[1].split()
                return (int(fields[11]) + int(fields[12])) / CLOCK
        except OSError:
            return float("nan")

    def close(self):
        os.kill(self.pid, 9)
        os.waitpid(self.pid, 0)
        os.close(self.fd)


def measure(argv, keys):
    """One run of a program."""
    home = tempfile.mkdtemp()
    program = Program(argv, home)
    try:
        program.burst(60, 0.15)
        first = program.last - program.start
        text = b"".join(SEQUENCE.sub(b"", program.output).split())
        overhead = len(program.output) / max(1, len(text))
        times = sorted(t for n in range(60) if (t := program.key(keys[n % len(keys)])) is not None)
        program.burst(0.3, 0.1)
        used, since = program.processor(), time.perf_counter()
        program.burst(1, 0.1)
        idle = (program.processor() - used) / (time.perf_counter() - since)
        at = lambda share: times[min(len(times) - 1, int(len(times) * share))] if times else float("nan")
        return first, at(0.5), at(0.99), overhead, program.memory(), idle
    finally:
        program.close()
        shutil.rmtree(home, ignore_errors=True)


def issue(size, folder):
    """A bulletin of this size: the sample over and over, each time with other names."""
    if size == "sample":
        return SAMPLE
    wanted = int(float(size.rstrip("KM")) * (1 << 20 if size.endswith("M") else 1 << 10))
    with open(SAMPLE, encoding="utf-8") as sample:
        text = sample.read()
    path = os.path.join(folder, f"{size}.txt")
    with open(path, "w", encoding="utf-8") as out:
        number = 0
        while out.tell() < wanted:
            out.write(text.replace("本报讯", f"本报第{number}讯") if number else text)
            number += 1
    return path


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("file", nargs="?", help="measure this bulletin instead of the sample and its multiples")
    options.add_argument("--runs", type=int, default=9)
    options.add_argument("--sizes", default="sample,1M,10M")
    options = options.parse_args()
    kanbao = os.environ.get("KANBAO", os.path.join(ROOT, "target", "release", "kanbao"))
    if not os.path.exists(kanbao):
        sys.exit(f"{kanbao} is not there: cargo build --release")
    if not shutil.which("less"):
        sys.exit("less is not there")
    programs = {"less": (["less"], [b" ", b"b"]), "kanbao": ([kanbao], [b"n", b"p"])}
    with tempfile.TemporaryDirectory() as folder:
        for size in [options.file] if options.file else options.sizes.split(","):
            path = options.file or issue(size, folder)
            runs = {name: [] for name in programs}
            for _ in range(options.runs):
                for name, (argv, keys) in programs.items():
                    runs[name].append(measure(argv + [path], keys))
            medians = {}
            for name, figures in runs.items():
                first, key, slow, overhead, memory, idle = (statistics.median(f) for f in zip(*figures))
                medians[name] = first
                print(
                    f"{os.path.basename(size):8} {name:7} first screen {first * 1e3:7.1f} ms   key {key * 1e3:5.2f} ms, "
                    f"slowest of 100 {slow * 1e3:5.2f} ms   {overhead:4.2f} bytes a byte of text   "
                    f"{memory:6.1f} MiB   idle {idle * 100:.1f} %"
                )
            print(f"{os.path.basename(size):8} kanbao/less  first screen {medians['kanbao'] / medians['less']:.2f}")


if __name__ == "__main__":
    main()
