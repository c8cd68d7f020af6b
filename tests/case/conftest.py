"""Reading with the small vocabulary, and expecting a problem at a marked place."""

from __future__ import annotations

from collections.abc import Callable
from textwrap import dedent

import pytest
from case_vocabulary import VOCABULARY

from magnesia.case import Case, CaseError, Problem, read_case

MARK = "§"


@pytest.fixture
def read() -> Callable[[str], Case]:
    return lambda text: read_case(dedent(text) + "\n", vocabulary=VOCABULARY)


@pytest.fixture
def complaint() -> Callable[[str], str]:
    """The message about a text whose offending place is marked by §; it must be the only one, and stand there."""

    def only_problem(text: str) -> str:
        text = dedent(text).lstrip("\n")
        before = text[: text.index(MARK)]
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        with pytest.raises(CaseError) as raised:
            read_case(text.replace(MARK, "") + "\n", vocabulary=VOCABULARY)
        assert raised.value.exit_code == 2
        problems: tuple[Problem, ...] = raised.value.problems
        assert [(p.line, p.column) for p in problems] == [(line, column)], str(raised.value)
        assert str(problems[0]) == f"<text>:{line}:{column}: {problems[0].message}"
        assert "\n" not in problems[0].message
        return problems[0].message

    return only_problem
