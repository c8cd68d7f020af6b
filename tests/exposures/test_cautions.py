"""What is worth a warning: pairs, doses and people, as the records have them."""

from __future__ import annotations

import math

import pytest

from magnesia.case import read_case
from magnesia.evidence.sources import citation
from magnesia.exposures import Activity, Body, cautions, find, names
from magnesia.exposures.cautioning import cautioning
from magnesia.exposures.cautions import in_years, plain, spoken
from magnesia.exposures.gathering import most_within
from magnesia.exposures.kinds import Drug
from magnesia.simulation import simulate

KINDS = ("state", "procedure", "gene", "drug", "salt")
GROUPS = {record.group for name in names("drug") if isinstance(record := find("drug", name), Drug)}


def activity(name: str, start: float = -math.inf, stop: float = math.inf, **how: object) -> Activity:
    kind = next(kind for kind in KINDS if name in names(kind))
    return Activity(kind, name, start, stop, **how)  # type: ignore[arg-type]


def pairs() -> list[tuple[str, str]]:
    """A pair of every rule; of a group of drugs one drug."""
    found = []
    for rule in cautioning().together:
        first = min(rule.one)
        found.append((first, min(rule.other - {first})))
    return found


def test_every_name_is_known_and_every_rule_has_a_source() -> None:
    known = {name for kind in KINDS for name in names(kind)} | GROUPS
    rules = cautioning()
    assert not {name for rule in rules.together for name in rule.one | rule.other} - known
    assert not set(rules.whom) - known
    assert all(rule.source for rule in rules.together)


@pytest.mark.parametrize("pair", pairs(), ids="-".join)
def test_a_pair_is_named_in_either_order_while_both_act(pair: tuple[str, str]) -> None:
    one, other = (_one_of(name) for name in pair)
    first, second = activity(one, 0, 10, route="iv"), activity(other, 5, 20)

    def said(*acting: Activity) -> list[str]:
        return [text for text in cautions(acting) if " and " in text]

    assert len(said(first, second)) == len(said(second, first)) == 1
    assert not said(first, activity(other, 11, 20))
    assert not said(first)


def _one_of(name: str) -> str:
    if name not in GROUPS:
        return name
    return next(drug for drug in names("drug") if getattr(find("drug", drug), "group", "") == name)


def test_calcium_by_mouth_beside_digoxin_is_no_matter() -> None:
    acting = activity("digoxin"), activity("calcium_gluconate", 0, 1, route="oral")
    assert not any("calcium by vein" in text for text in cautions(acting))


def test_what_is_absent_or_normal_is_not_doubted() -> None:
    none = activity("type_1_diabetes"), activity("type_2_diabetes", severity=0.0)
    assert not any("sense" in text for text in cautions(none))
    normal = activity("gitelman_syndrome"), activity("SLC12A3", options={"function": 1.0})
    assert not any("twice" in text for text in cautions(normal))


@pytest.mark.parametrize(
    ("name", "who", "said"),
    [
        ("luteal_phase", {"age": 30, "female": 0.0}, "luteal phase in a man makes no sense"),
        ("luteal_phase", {"age": 30, "female": 1.0, "pregnant": True}, "luteal phase in pregnancy makes no sense"),
        ("hyperemesis_gravidarum", {"age": 30, "female": 1.0, "pregnant": False}, "without pregnancy makes no sense"),
        ("menopause", {"age": 9, "female": 1.0}, "menopause at the age of 9 years makes no sense"),
        ("prematurity", {"age": 40}, "prematurity at the age of 40 years makes no sense"),
    ],
)
def test_people_in_whom_it_cannot_be(name: str, who: dict[str, float], said: str) -> None:
    assert any(said in text for text in cautions([activity(name)], None, **who))  # type: ignore[arg-type]


def test_single_doses_count_by_the_day() -> None:
    def given(count: int, dose: float) -> list[str]:
        """Of furosemide, which acts for 6 h: a dose every 6 h."""
        doses = [activity("furosemide", 6.0 * i, 6.0 * i + 6, dose=dose * 4) for i in range(count)]
        return [text for text in cautions(doses, Body()) if "outside" in text]

    assert not given(1, 400)
    assert given(4, 400) == ["furosemide at 1600 mg/d is far outside what was studied (20 to 500)"]
    assert given(1, 5)
    assert not given(4, 5)


def test_the_most_within_some_hours() -> None:
    assert most_within(24, [(0, 0), (8, 8), (30, 30)], [1, 2, 4]) == pytest.approx(6)
    assert most_within(2, [(0, 10)], [10]) == pytest.approx(2)
    assert most_within(5, [], []) == 0


def test_words_and_numbers_read_as_such() -> None:
    assert spoken("type_1_diabetes") == "type 1 diabetes" and spoken("MT_TI") == "MT_TI"
    assert spoken("pth_1_34") == "PTH 1 34"
    assert [plain(value) for value in (5000, 0.5, 12345, 1.5e-5, 30)] == ["5000", "0.5", "12300", "0.000015", "30"]
    assert [in_years(age) for age in (8.97, 1 / 12, 0.5)] == ["9 years", "1 month", "6 months"]


SALT = "person: {{egfr: {egfr} mL/min/1.73m2}}\ntimeline:\n  - {{at: 0 h, give: magnesium_sulfate, {how}}}\n{seen}"
WATCHED = "seen: [{at: 3 h, what: serum_magnesium, value: 1 mmol/L}]\n"


@pytest.mark.parametrize(
    ("egfr", "how", "seen", "said"),
    [
        (90, "dose: 4 g, route: iv, over: 20 min", "", None),
        (90, "dose: 4 g, route: iv", "", "faster than has been described"),
        (90, "rate: 4 g/h, route: iv, for: 24 h", "", "389 mmol of magnesium by injection within a day"),
        (90, "dose: 80 g, route: oral", "", "325 mmol of magnesium by mouth within a day"),
        (90, "dose: 35 g, route: oral, every: 24 h, times: 7", "", "by mouth within a week"),
        (20, "dose: 2 g, route: iv, over: 1 h", "", "filtration of 20 mL/min/1.73m2"),
        (20, "dose: 2 g, route: iv, over: 1 h", WATCHED, None),
    ],
)
def test_magnesium_beyond_what_is_described(egfr: float, how: str, seen: str, said: str | None) -> None:
    (result,) = simulate(read_case(SALT.format(egfr=egfr, how=how, seen=seen)), until=150.0)
    about = [text for text in result.warnings if "magnesium by" in text.lower() or "injected" in text]
    assert len(about) == (said is not None)
    assert said is None or said in about[0]


def test_the_filtration_below_which_serum_is_watched_has_its_label() -> None:
    assert cautioning().filtration == 30
    assert citation("fda_renal_dosing")


LAXATIVE = """
title: oxide for months
person: {{sex: female, age: 80 y, weight: 50 kg, egfr: {egfr} mL/min/1.73m2{more}}}
timeline:
  - {{at: 0 d, give: magnesium_oxide, dose: {dose} mg, route: oral, every: 8 h, until: {days} d}}
"""


@pytest.mark.parametrize(
    ("egfr", "dose", "days", "more", "is_said"),
    [
        (30, 667, 30, "", True),
        (90, 667, 30, "", False),
        (30, 200, 30, "", False),
        (30, 667, 3, "", False),
        (30, 667, 30, ", conditions: {constipation: 1}", False),
    ],
)
def test_a_laxative_in_weak_kidneys_asks_for_the_bowel(egfr, dose, days, more, is_said) -> None:
    (result,) = simulate(read_case(LAXATIVE.format(egfr=egfr, dose=dose, days=days, more=more)), until=24.0 * days)
    assert any("is a laxative" in text for text in result.warnings) == is_said
