"""What README.md shows is what the program prints today; ``make readme`` renews it."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
NUMBER = re.compile(r"(−?\d+(?:\.\d+)?(?:e-\d+)?)")


def renewal() -> ModuleType:
    """The script that renews the page, as a module."""
    spec = importlib.util.spec_from_file_location("renew_readme", ROOT / "docs" / "renew_readme.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


RENEW = renewal()
BLOCKS = list(RENEW.blocks((ROOT / "README.md").read_text(encoding="utf-8")))


@pytest.mark.parametrize(("command", "shown"), BLOCKS, ids=[command for command, _ in BLOCKS])
def test_output_in_the_readme_is_today_s(command: str, shown: str) -> None:
    """Word for word; numbers may drift by a twentieth before the page has to be renewed."""
    then, now = (NUMBER.split(without_rounding_errors(text)) for text in (shown, RENEW.printed(command)))
    assert [squeezed(words) for words in then[::2]] == [squeezed(words) for words in now[::2]], "run `make readme`"
    for shown_number, number in zip(then[1::2], now[1::2], strict=True):
        assert value(number) == pytest.approx(value(shown_number), rel=0.05), "run `make readme`"


def without_rounding_errors(text: str) -> str:
    """The text without the line that tells errors near the rounding of numbers."""
    return "\n".join(line for line in text.splitlines() if "error of conservation" not in line)


def squeezed(words: str) -> str:
    """Words with single spaces: columns are as wide as their numbers."""
    return " ".join(words.split())


def value(text: str) -> float:
    """A printed number."""
    return float(text.replace("−", "-"))


def test_the_readme_shows_output_and_a_figure() -> None:
    assert len(BLOCKS) >= 2
    assert RENEW.FIGURE.is_file()


@pytest.mark.parametrize("page", ["README.md", "docs/cases.md"])
def test_links_lead_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert (ROOT / page).parent.joinpath(target).exists(), target


def test_commands_of_the_readme_exist() -> None:
    from magnesia.cli.app import app

    known = {command.name or command.callback.__name__ for command in app.registered_commands if command.callback}
    named = set(re.findall(r"`magnesia (\w+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    assert named <= known
