"""Writes docs/claims.md: what `magnesia claims` says today, for readers without the program."""

from __future__ import annotations

from pathlib import Path

from magnesia.claims import judge
from magnesia.claims.wording import markdown

PAGE = Path(__file__).resolve().parent / "claims.md"
HEAD = """\
# The claims

What the founding documents say of the human magnesium system, and what the program can say of each claim; written by
`python docs/renew_claims.py`. **Reproduced**: a simulated experiment that could have failed shows it. **Carried**:
names of the language hold it and act on the body. **Recorded**: published numbers with their limits; they drive nothing
by themselves. **Disputed**: better evidence says otherwise. **Not yet**: the body lacks what it takes, often an organ.
**Failed**: an experiment was run and did not show it; its numbers are given. `magnesia claims ID` has protocols, every
condition and the sources.
"""


def main() -> None:
    PAGE.write_text("\n".join([HEAD, *markdown(judge()), ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
