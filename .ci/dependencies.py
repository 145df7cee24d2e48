"""Checks what the project stands on: each dependency's licence against a list, and its minimum Rust version.

Reads `cargo metadata` only, so it works offline once the crates are fetched. Exit status 1 names what does not fit.
"""

import json
import re
import subprocess
import sys

# Licences under which a crate may be linked into a program that is itself MIT OR Apache-2.0.
ALLOWED = {
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "MPL-2.0",
    "Unicode-3.0",
    "Unicode-DFS-2016",
    "Unlicense",
    "Zlib",
}


def allowed(expression):
    """Whether an SPDX expression can be met with the list; `/` is an old way to write OR."""
    tokens = re.findall(r"\(|\)|[^\s()]+", expression.replace("/", " OR "))

    def either():
        met = both()
        while tokens and tokens[0] == "OR":
            tokens.pop(0)
            met = both() or met
        return met

    def both():
        met = one()
        while tokens and tokens[0] == "AND":
            tokens.pop(0)
            met = one() and met
        return met

    def one():
        if not tokens:
            return False
        name = tokens.pop(0)
        if name == "(":
            met = either()
            if tokens:
                tokens.pop(0)
            return met
        if tokens[:1] == ["WITH"]:
            tokens.pop(0)
            name += " WITH " + (tokens.pop(0) if tokens else "")
        return name in ALLOWED

    return either() and not tokens


def version(text):
    """A Rust version as numbers that compare: 1.89 and 1.89.0 are equal."""
    numbers = [int(n) for n in text.split(".")]
    return tuple(numbers + [0] * (3 - len(numbers)))


def main():
    assert allowed("MIT OR GPL-3.0-only") and allowed("(MIT OR Apache-2.0) AND Unicode-3.0")
    assert allowed("MIT/Apache-2.0") and allowed("Apache-2.0 WITH LLVM-exception")
    assert not allowed("GPL-3.0-only") and not allowed("MIT AND LGPL-3.0-only") and not allowed("")

    out = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--locked", "--offline"],
        check=True,
        stdout=subprocess.PIPE,
    )
    metadata = json.loads(out.stdout)
    packages = metadata["packages"]
    own = next(p for p in packages if p["id"] in metadata["workspace_members"])
    faults = []
    for package in packages:
        name = f"{package['name']} {package['version']}"
        licence = package["license"] or ""
        if not allowed(licence):
            faults.append(f"{name}: licence {licence or 'not stated'!r} is not on the list")
        needs = package["rust_version"]
        if needs and version(needs) > version(own["rust_version"]):
            faults.append(f"{name}: needs Rust {needs}, the project states {own['rust_version']}")
    for fault in faults:
        print(fault, file=sys.stderr)
    print(f"{len(packages)} packages, {len(faults)} faults; minimum Rust version {own['rust_version']}")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
