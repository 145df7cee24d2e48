#!/usr/bin/env python3
"""Whether a change moved code only: keeps what kanbao makes of texts, and compares it with what another build makes.

    scripts/readings.py keep READINGS TEXT...      # with the build before
    scripts/readings.py compare READINGS TEXT...   # with the build after; names each text that differs

KANBAO names the program (default target/release/kanbao). For each text it takes the exports as JSON, Markdown and text,
the report of `check`, and what `check --explain` says of every line; READINGS holds their hashes. Needs Python 3 only.
"""
import concurrent.futures
import hashlib
import json
import os
import subprocess
import sys
import tempfile

KANBAO = os.environ.get("KANBAO", "target/release/kanbao")


def made(path):
    """The hashes of what is made of a text, by what it is."""
    with open(path, "rb") as file:
        lines = max(1, len(file.read().splitlines()))
    commands = {format: ["export", "--format", format] for format in ("json", "markdown", "text")}
    commands["check"] = ["check"]
    commands["explain"] = ["check", "--explain", f"1-{lines}"]
    with tempfile.TemporaryDirectory() as home:
        places = ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")
        env = dict(os.environ, LANG="C.UTF-8", **{name: home for name in places})
        hashes = {}
        for name, command in commands.items():
            run = subprocess.run([KANBAO, *command, path], env=env, capture_output=True, check=False)
            hashes[name] = hashlib.sha256(run.stdout + b"\0" + run.stderr).hexdigest()[:16]
    return hashes


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("keep", "compare"):
        sys.exit(__doc__)
    verb, readings, texts = sys.argv[1], sys.argv[2], sys.argv[3:]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip(texts, pool.map(made, texts)))
    if verb == "keep":
        with open(readings, "w", encoding="utf-8") as file:
            json.dump(found, file, indent=1)
        print(f"{len(found)} texts kept")
        return
    with open(readings, encoding="utf-8") as file:
        kept = json.load(file)
    differ = 0
    for text, hashes in found.items():
        other = [name for name, hash in hashes.items() if kept.get(text, {}).get(name) != hash]
        if other:
            differ += 1
            print(f"{text}: {' '.join(other)}")
    print(f"{len(found)} texts, {differ} differ")
    sys.exit(differ > 0)


if __name__ == "__main__":
    main()
