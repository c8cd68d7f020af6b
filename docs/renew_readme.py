"""Runs the commands that README.md shows, puts their output in its place and draws its figure.

A command stands in a comment, ``<!-- output of: magnesia version -->``, above the block that shows what it prints.
"""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
FIGURE = ROOT / "docs" / "figures" / "fatemi1991_depletion.png"
_BLOCK = re.compile(r"(<!-- output of: (?P<command>.+?) -->\n```text\n)(?P<shown>(?:(?!```).*\n)*)")


def blocks(text: str) -> Iterator[tuple[str, str]]:
    """Every command in the text, and the output shown under it."""
    for match in _BLOCK.finditer(text):
        yield match["command"], match["shown"].rstrip("\n")


def printed(command: str) -> str:
    """What a command prints today."""
    program, *arguments = shlex.split(command)
    assert program == "magnesia"
    ended = subprocess.run(
        [sys.executable, "-m", "magnesia", *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return "\n".join(line.rstrip() for line in ended.stdout.rstrip().splitlines())


def main() -> None:
    text = _BLOCK.sub(lambda match: f"{match[1]}{printed(match['command'])}\n", README.read_text(encoding="utf-8"))
    README.write_text(text, encoding="utf-8")
    FIGURE.parent.mkdir(exist_ok=True)
    printed(f"magnesia simulate fatemi1991_depletion --people 200 --plot {shlex.quote(str(FIGURE))}")


if __name__ == "__main__":
    main()
