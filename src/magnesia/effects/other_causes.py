"""What else brings a sign: a sign never proves that magnesium is low or high."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml


@cache
def _causes() -> dict[str, tuple[str, ...]]:
    text = files(__package__).joinpath("other_causes.yaml").read_text(encoding="utf-8")
    return {sign: tuple(causes) for sign, causes in yaml.safe_load(text).items()}


def other_causes(sign: str) -> tuple[str, ...]:
    """Other causes of a sign by its name; empty where none are listed."""
    return _causes().get(sign, ())
