"""Quantities: what laboratories and prescribers write, in standard units."""

from __future__ import annotations

import itertools
import re
import subprocess
import sys

import pint
import pytest
from hypothesis import given
from hypothesis import strategies as st

from magnesia.case.amounts import Amount, body_surface
from magnesia.case.analytes import ANALYTES, CALCITRIOL, CALCIUM, CREATININE, GLUCOSE, MAGNESIUM, POTASSIUM, PTH
from magnesia.case.moments import duration_hours, moment_hours, parse_date
from magnesia.case.observables import OBSERVABLES
from magnesia.case.quantities import NotAQuantity, convert, parse
from magnesia.case.units import ATOMS, Dimension, parse_unit

REGISTRY = pint.UnitRegistry()


@pytest.mark.parametrize(
    ("text", "unit", "analyte", "value"),
    [
        ("1 mEq", "mmol", MAGNESIUM, 0.5),
        ("1 mEq/L", "mmol/L", MAGNESIUM, 0.5),
        ("1 meq/l", "mmol/L", CALCIUM, 0.5),
        ("4 mEq/L", "mmol/L", POTASSIUM, 4),
        ("1 mg/dL", "mmol/L", MAGNESIUM, 0.4114),
        ("100 ug/dL", "mmol/L", MAGNESIUM, 0.04114),
        ("10 mg/dL", "mmol/L", CALCIUM, 2.495),
        ("1 mg/dL", "umol/L", CREATININE, 88.4),
        ("90 mg/dL", "mmol/L", GLUCOSE, 4.996),
        ("1 pmol/L", "ng/L", PTH, 9.425),
        ("30 pg/mL", "ng/L", PTH, 30),
        ("30 pg/mL", "pmol/L", CALCITRIOL, 72.0),
        ("3.4 g/dL", "g/L", None, 34),
        ("243.05 mg/kg", "mmol/kg", MAGNESIUM, 10),
        ("20 mg/m2 per 7 d", "mg/m2/d", None, 20 / 7),
        ("0.1 µg/kg/min", "mg/kg/d", None, 0.144),
        ("0.1 mcg per kg per min", "mg/kg/d", None, 0.144),
        ("5 mmol per 24 h", "mmol/d", None, 5),
        ("1.5 g/h", "g/d", None, 36),
        ("40 mU/m2/min", "IU/m2/d", None, 57.6),
        ("110 mL/min/1.73m2", "mL/min/1.73m2", None, 110),
        ("110 mL/min/1.73 m²", "mL/min/1.73m2", None, 110),
        ("110 ml·min-1/1.73m^2", "mL/min/1.73m2", None, 110),
        ("16 kPa", "mmHg", None, 120.01),
        ("72 bpm", "/min", None, 72),
        ("72 beats/min", "/min", None, 72),
        ("4 /d", "/d", None, 4),
        ("40 %", "1", None, 0.4),
        ("0.4", "1", None, 0.4),
        ("154 lb", "kg", None, 69.85),
        ("−0.2 mmol/L", "mmol/L", None, -0.2),
        (".5e1mmol", "mmol", None, 5),
        ("100 mg elemental", "mmol", MAGNESIUM, 4.1144),
    ],
)
def test_conversion(text, unit, analyte, value):
    assert convert(parse(text), unit, analyte) == pytest.approx(value, rel=2e-4)


NOT_QUANTITIES = ["", "mmol", "1..2 g", "1 g g", "1 g/", "1 /", "0x10 g", "1_000 g", "1 g/0", "1 m9", "1 g//L"]


@pytest.mark.parametrize("text", NOT_QUANTITIES)
def test_not_a_quantity(text):
    with pytest.raises(NotAQuantity):
        convert(parse(text), "g")


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("30 min", 0.5),
        ("-5 y", -5 * 8766),
        ("6 wk", 1008),
        ("1 mo", 730.5),
        ("1 d 6 h", 30),
        ("-1 d 6 h", -30),
        ("90 s", 0.025),
    ],
)
def test_moments(text, hours):
    assert moment_hours(text, None) == pytest.approx(hours)


def test_dates():
    start = parse_date("2024-03-01T08:00")
    assert moment_hours("2024-03-02", start) == 16
    assert moment_hours("2024-03-01T09:00+00:00", parse_date("2024-03-01T08:00+01:00")) == 2
    with pytest.raises(NotAQuantity, match="no `start:`"):
        moment_hours("2024-03-02", None)
    for wrong in ("2024-13-01", "2024-03", "2024-03-01T25:00", "20:30"):
        with pytest.raises(NotAQuantity):
            moment_hours(wrong, start)
    with pytest.raises(NotAQuantity, match="time of day"):
        moment_hours("20:30", start)
    with pytest.raises(NotAQuantity, match="longer than zero"):
        duration_hours("0 h")


def test_du_bois():
    assert body_surface(70, 170) == pytest.approx(1.81, abs=0.01)
    assert Amount(20, "mg", "m2", "d").for_person(70, 170) == pytest.approx(36.2, rel=1e-2)


SPELLED_OUT = {"y": "year", "yr": "year", "yrs": "year", "mo": "month", "mmhg": "mmHg", "sec": "s", "l": "L"}
WITHOUT_A_PEER = re.compile(r"(.?(Eq|eq|IU|U)|units?|beats?|bpm|times|fraction|exchanges?|%|mins|hrs|wks?|a)")


@pytest.mark.parametrize("name", [name for name in ATOMS if not WITHOUT_A_PEER.fullmatch(name)])
def test_the_table_agrees_with_pint(name):
    reference = REGISTRY.Quantity(1.0, SPELLED_OUT.get(name, name)).to_base_units()
    factor, dimension = ATOMS[name]
    powers = {base.strip("[]"): power for base, power in reference.dimensionality.items()}
    assert {base: power for base, power in dimension._asdict().items() if power} == powers
    assert factor == pytest.approx(reference.magnitude * 1e3 ** powers.get("mass", 0), rel=1e-6)


COMPATIBLE = [
    (["mmol/L", "mg/dL", "mEq/L", "ug/mL", "umol/mL", "mg/L"], MAGNESIUM),
    (["mmol", "mg", "g", "mEq", "mol", "kg", "ug"], CALCIUM),
    (["mmol/d", "mg/d", "mEq per 24 h", "g per 7 d", "umol/min"], POTASSIUM),
    (["umol/L", "mg/dL", "mmol/L"], CREATININE),
    (["ng/L", "pg/mL", "pmol/L"], PTH),
    (["mmHg", "kPa"], None),
    (["h", "min", "s", "d", "wk", "mo", "y"], None),
]
PAIRS = [(*pair, analyte) for units, analyte in COMPATIBLE for pair in itertools.permutations(units, 2)]


@given(st.floats(-1e9, 1e9, allow_subnormal=False), st.sampled_from(PAIRS))
def test_there_and_back(value, pair):
    one, other, analyte = pair
    through = convert(parse(f"{value!r} {one}"), other, analyte)
    assert convert(parse(f"{through!r} {other}"), one, analyte) == pytest.approx(value, rel=1e-12, abs=1e-300)


UNITS = sorted({record.unit for record in OBSERVABLES.values()} - {"1"})


@given(
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(UNITS),
)
def test_a_number_in_the_standard_unit_is_kept_to_the_last_bit(value, unit):
    assert convert(parse(f"{value!r} {unit}"), unit, MAGNESIUM) == value


@given(st.text(max_size=40))
def test_any_text_is_a_quantity_or_a_sentence(text):
    try:
        quantity = parse(text)
    except NotAQuantity as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(quantity.unit.dimension, Dimension)


@given(st.lists(st.sampled_from([*ATOMS, "/", " per ", "2", " 7 ", "*", "lb", "inch", "xyz", "^", "-1"]), max_size=6))
def test_any_pieces_of_units_are_a_unit_or_refused(pieces):
    try:
        assert parse_unit("".join(pieces)).factor > 0
    except ValueError as error:
        assert type(error).__name__ == "UnknownUnit"


def test_observables_are_sound():
    assert len(OBSERVABLES) >= 42  # of the contract; organs add theirs
    for record in OBSERVABLES.values():
        parse_unit(record.unit)
        assert record.about and record.high > record.low
        assert record.analyte is None or ANALYTES[record.analyte.name] is record.analyte


def test_import_is_light():
    program = "import sys, magnesia.case; assert not {'pint', 'numpy', 'pydantic', 'scipy'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", program], check=True)
