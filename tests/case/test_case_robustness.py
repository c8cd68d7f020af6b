"""Whatever the bytes, reading gives a case or a sentence; writing gives back what was read."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_vocabulary import VOCABULARY
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from magnesia.case import Case, CaseError, read_case
from magnesia.errors import InputError

HERE = Path(__file__).parent
EXAMPLES = [(HERE / name).read_text() for name in ("preeclampsia.yaml", "full.yaml")]
LINES = sorted({line for text in EXAMPLES for line in text.splitlines() if line.strip()})
WORDS = [
    "nan",
    "-1",
    "1e999",
    "0",
    "null",
    "~",
    "[]",
    "{}",
    "true",
    "- ",
    ": ",
    "'",
    "&a ",
    "*a",
    "!!int ",
    "1 h",
    "-5 y",
]
WORDS += ["9999-12-31", "0001-01-01T00:00+14:00", "5 mEq"]
WORDS += ["mg", "%", "\t", "|", ">", "<<", '"', "\u2028", "\x85", "é", "😀", "1e-320 y", "every"]


def is_read_or_explained(content: bytes | str) -> Case | None:
    try:
        return read_case(content, vocabulary=VOCABULARY)
    except CaseError as error:
        assert error.exit_code == 2
        assert error.problems
        for problem in error.problems:
            assert problem.message.strip() == problem.message
            assert len(problem.message) < 1000
            assert problem.line >= 0 and problem.column >= 0
        assert error.problems == tuple(sorted(error.problems, key=lambda p: (p.path, p.line, p.column, p.message)))
    return None


@given(st.binary(max_size=300))
def test_any_bytes(content):
    is_read_or_explained(content)


@given(st.text(max_size=300))
def test_any_text(text):
    try:
        is_read_or_explained(text.encode("utf-8", "surrogatepass"))
        is_read_or_explained(text + "\n")
    except InputError as error:
        raise AssertionError(f"text was taken for a file: {error}") from error


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(EXAMPLES), st.data())
def test_mutated_examples(text, data):
    for _ in range(data.draw(st.integers(1, 4))):
        begin = data.draw(st.integers(0, len(text)))
        end = min(len(text), begin + data.draw(st.integers(0, 12)))
        text = text[:begin] + data.draw(st.sampled_from([*WORDS, ""]) | st.text(max_size=4)) + text[end:]
    try:
        case = is_read_or_explained(text.encode("utf-8", "surrogatepass"))
    except InputError as error:
        assert isinstance(error, CaseError)
    else:
        if case is not None:
            assert read_case(case.to_yaml(), vocabulary=VOCABULARY) == case


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_shuffled_lines(lines):
    is_read_or_explained("\n".join(lines) + "\n")


number = st.floats(0.001, 1000).map(repr)
VALUES = ["1 h", "5 mmol", "3 mg/kg", "20 mg/d", "oral", "iv", "magnesium", "omeprazole", "exercise", "pth", "half"]
UNITS = ["g", "mmol", "h", "d", "mmol/L", "mg/m2/d", "%", "kg", "g/h"]
scalars = st.sampled_from([*VALUES, *WORDS]) | st.tuples(number, st.sampled_from(UNITS)).map(" ".join)
KEYS = """title person habits timeline seen arms at give start stop dose rate route over until for every times with_meal
what value sd iqr from to given minus over change_from age weight genes conditions water foods magnesium dialyse of
severity note n x"""
keys = st.sampled_from(KEYS.split())
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6), max_leaves=25
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(keys, trees, max_size=5))
def test_any_tree_of_known_words(tree):
    import yaml

    is_read_or_explained(yaml.safe_dump(tree, allow_unicode=True))


ARMS = ["arms:", "  a: {person: {egfr: 20 mL/min/1.73m2, weight: null}, timeline: []}", "  b: {}"]


@st.composite
def cases(draw) -> str:
    def between(low: float, high: float) -> str:
        return repr(draw(st.floats(low, high)))

    lines = [f"person: {{weight: {between(1, 600)} kg, age: {between(0, 120)} y, genes: {{TRPM6: {between(0, 10)}}}}}"]
    lines.append("timeline:")
    at = 0.0
    for _ in range(draw(st.integers(0, 4))):
        at += draw(st.floats(1, 50))
        dose = between(0, 20) + " " + draw(st.sampled_from(["g", "mg elemental", "mmol", "mEq", "mg/kg", "mmol/m2"]))
        repeats = draw(st.sampled_from(["", ", every: 13 h, times: 7", ", every: [1 d, 2 d], until: 90 d"]))
        route = draw(st.sampled_from(["oral", "im", "rectal"]))
        lines.append(f"  - {{at: {at!r} h, give: magnesium_oxide, dose: {dose}, route: {route}{repeats}}}")
        lines.append(f"  - {{at: {at!r} h, start: cisplatin, dose: {between(0, 500)} mg/m2 per 3 wk, for: 2 d}}")
    lines.append("seen:")
    for _ in range(draw(st.integers(1, 3))):
        value = draw(st.sampled_from(["", "<", ">="])) + between(0.01, 5)
        lines.append(f"  - {{at: {between(-1e4, 1e4)} h, what: serum_magnesium, value: '{value} mg/dL'}}")
    return "\n".join(lines + draw(st.sampled_from([[], ARMS])))


@settings(max_examples=100, deadline=None)
@given(cases())
def test_reading_what_was_written(text):
    case = read_case(text, vocabulary=VOCABULARY)
    again = read_case(case.to_yaml(), vocabulary=VOCABULARY)
    assert again == case


FREE_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


@given(FREE_TEXT, FREE_TEXT)
def test_free_text_survives(title, note):
    case = Case(title=title, note=note, source={"cite": note})
    assert read_case(case.to_yaml(), vocabulary=VOCABULARY) == case


@pytest.mark.parametrize("text", ["title: &x a\nnote: *x", "? title\n: a", '{"title": "a\\u00e9"}', "\ufefftitle: a"])
def test_what_yaml_can_do(text):
    assert read_case(text.encode(), vocabulary=VOCABULARY).title.startswith("a")
