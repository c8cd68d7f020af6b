"""A spread that the value cannot have is refused where it stands."""

import pytest

from magnesia.case import CaseError, read_case

ENTRY = "seen:\n  - {{at: 0 h, what: serum_magnesium, value: {value}, {spread}}}\n"


@pytest.mark.parametrize(
    ("value", "spread", "said"),
    [
        ("0.8 mmol/L", "sd: 4 mmol/L", "an SD of 4 about 0.8"),
        ("0.8 mmol/L", "se: 0.9 mmol/L", "an SE of 0.9"),
        ("0.8 mmol/L", "iqr: [0.9 mmol/L, 1.0 mmol/L]", "does not hold the value"),
        ("0.8 mmol/L", "ci95: [0.6 mmol/L, 0.7 mmol/L]", "does not hold the value"),
        ("0.8 mmol/L", "range: [0.9 mmol/L, 0.7 mmol/L]", "swap the two"),
        ("0.8 mmol/L", "sd: -0.1 mmol/L", "impossible"),
        ("0.8", "sd: 0.1 mmol/L", "no unit"),
    ],
)
def test_impossible_evidence_is_refused(value, spread, said):
    with pytest.raises(CaseError, match=said) as caught:
        read_case(ENTRY.format(value=value, spread=spread))
    assert caught.value.problems[0].line == 2


@pytest.mark.parametrize(
    ("value", "spread"),
    [
        ("0.8 mmol/L", "sd: 0.5 mmol/L"),
        ('"<0.8 mmol/L"', "range: [0.2 mmol/L, 0.7 mmol/L]"),
        ("-0.01 mmol/L", "sd: 0.2 mmol/L, change_from: -1 d"),
        ("0.8 mmol/L", "range: [0.8 mmol/L, 0.9 mmol/L]"),
    ],
)
def test_what_can_be_is_read(value, spread):
    assert read_case(ENTRY.format(value=value, spread=spread)).seen[0].spread
