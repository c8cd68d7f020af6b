"""What the language says: examples of every construct and the objects they become."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from case_vocabulary import VOCABULARY

from magnesia.case import Case, read_case
from magnesia.case.timeline import ChangeHabits, Dialyse, Give, Start, Stop

HERE = Path(__file__).parent
MG = 24.305


@pytest.fixture(scope="module")
def preeclampsia() -> Case:
    return read_case(HERE / "preeclampsia.yaml", vocabulary=VOCABULARY)


@pytest.fixture(scope="module")
def full() -> Case:
    return read_case(HERE / "full.yaml", vocabulary=VOCABULARY)


def started(case: Case, name: str) -> Start:
    return next(entry for entry in case.timeline if isinstance(entry, Start) and entry.name == name)


def given(case: Case, name: str) -> Give:
    return next(entry for entry in case.timeline if isinstance(entry, Give) and entry.substance == name)


class TestThePublishedExample:
    def test_person(self, preeclampsia):
        person = preeclampsia.person
        assert (person.sex, person.age, person.weight, person.height) == ("female", 28, 62, 155)
        assert (person.creatinine, person.egfr, person.albumin, person.pregnant) == (60, None, 34, 35)
        assert person.genes == {"TRPM6": 0}
        assert person.conditions["preeclampsia"].severity == 1
        assert (person.count, person.spread) == (55, {"age": 6, "weight": 9})

    def test_habits(self, preeclampsia):
        assert preeclampsia.habits.magnesium == pytest.approx(280 / MG)
        assert preeclampsia.habits.calcium == pytest.approx(900 / 40.078)
        assert preeclampsia.habits.alcohol == 0
        assert preeclampsia.habits.potassium is None

    def test_a_gram_is_of_the_salt(self, preeclampsia):
        load, infusion, tablets = preeclampsia.timeline[:3]
        assert load.dose.value == pytest.approx(4.5 * 4.06, rel=1e-3)
        assert (load.dose.unit, load.over, load.element) == ("mmol", pytest.approx(1 / 3), "magnesium")
        assert (infusion.rate.value, infusion.rate.period) == (pytest.approx(1.5 * 4.06, rel=1e-3), "h")
        assert infusion.at + infusion.over == pytest.approx(24)
        assert tablets.dose.value == pytest.approx(100 / MG)
        assert tablets.with_meal
        assert len(list(tablets.occasions(math.inf))) == 29 * 3
        assert list(tablets.occasions(41)) == [24, 32, 40]

    def test_the_rest_of_the_timeline(self, preeclampsia):
        start, stop, change, dialysis = preeclampsia.timeline[3:]
        assert (start.at, start.name, str(start.dose)) == (-2 * 365.25 * 24, "omeprazole", "20 mg/d")
        assert isinstance(stop, Stop)
        assert isinstance(change, ChangeHabits)
        assert change.habits.magnesium == pytest.approx(12 / MG)
        assert preeclampsia.habits.changed_by(change.habits).calcium == preeclampsia.habits.calcium
        assert isinstance(dialysis, Dialyse)
        assert (dialysis.kind, dialysis.duration, dialysis.bath_magnesium) == ("haemodialysis", 4, 0.5)

    def test_seen(self, preeclampsia):
        level, urine, known = preeclampsia.seen
        assert (level.what, level.at, level.value, level.unit, level.n) == ("serum_magnesium", 0.5, 1.81, "mmol/L", 55)
        assert (level.spread_kind, level.spread, level.kind) == ("iqr", (1.63, 1.97), "level")
        assert (urine.start, urine.end, urine.value, urine.spread) == (0, 24, 5.1, (1.7,))
        assert known.given

    def test_courses_join_starts_and_stops(self, preeclampsia):
        condition, drug = preeclampsia.courses(1000)
        assert (condition.what.name, condition.begin, condition.end) == ("preeclampsia", -math.inf, math.inf)
        assert (drug.what.name, drug.begin, drug.end) == ("omeprazole", -17532, 240)

    def test_places_are_remembered(self, preeclampsia):
        assert preeclampsia.timeline[1].place.line == 21
        assert str(preeclampsia.seen[0].place).endswith("preeclampsia.yaml:28:5")

    def test_variants_of_a_case_without_arms(self, preeclampsia):
        assert preeclampsia.variants() == [("", preeclampsia)]


class TestDoses:
    def test_milliequivalents_and_kilograms(self, full):
        assert given(full, "magnesium").dose.value == 30
        per_kg = given(full, "magnesium_sulfate").dose
        assert (per_kg.unit, per_kg.per) == ("mmol", "kg")
        assert per_kg.for_person(70, 170) == pytest.approx(0.12 * 70 * 4.06, rel=1e-3)

    def test_dates(self, full):
        assert given(full, "magnesium_sulfate").at == 16

    def test_drugs(self, full):
        assert str(given(full, "furosemide").dose) == "40 mg"
        cisplatin = started(full, "cisplatin")
        assert str(cisplatin.dose) == "20 mg/m2/d"
        assert cisplatin.dose.for_person(70, 170) == pytest.approx(20 * 1.81, rel=2e-3)
        assert list(cisplatin.spans(1e6)) == [(120, 240), (624, 744), (1128, 1248)]
        assert started(full, "cetuximab").dose.value == pytest.approx(250 / 7)
        assert started(full, "adrenaline").dose.measured_in("ug/kg/min") == pytest.approx(0.1)
        assert started(full, "insulin").dose.measured_in("IU/m2/min") == pytest.approx(0.04)

    @pytest.mark.parametrize(
        ("name", "typed", "unit", "value"),
        [("insulin", "6 pmol/kg/min", "mU/kg/min", 1.004), ("pth_1_34", "10 pmol/kg/h", "ng/kg/h", 41.18)],
    )
    def test_hormones_in_moles(self, read, name, typed, unit, value):
        case = read(f"timeline:\n  - {{at: 0 h, start: {name}, dose: {typed}, for: 2 h}}")
        assert case.timeline[0].dose.measured_in(unit) == pytest.approx(value, rel=1e-3)

    def test_a_course_of_given_doses(self, full):
        tablets = given(full, "magnesium_citrate")
        assert len(list(tablets.occasions(math.inf))) == 90

    def test_a_day_of_a_repeated_dose(self, read):
        case = read("timeline:\n  - {at: 0 d, start: cisplatin, dose: 80 mg/m2, every: 21 d, times: 4}")
        entry = case.timeline[0]
        assert (str(entry.dose), entry.duration) == ("80 mg/m2/d", 24)


class TestStates:
    def test_options(self, full):
        assert started(full, "chronic_kidney_disease").options == {"egfr": 20}
        assert started(full, "nasogastric_suction").options == {"volume": 1.5}
        assert started(full, "nasogastric_suction").duration == 72
        assert started(full, "parenteral_nutrition").options == {"magnesium": 10}
        clamp = started(full, "glucose_clamp")
        assert (clamp.value, clamp.value_unit) == (pytest.approx(5.0, rel=1e-2), "mmol/L")

    def test_conditions(self, full):
        conditions = full.person.conditions
        assert conditions["preeclampsia"].severity == pytest.approx(1 / 3)
        assert conditions["ileal_resection"].options == {"remaining": 60}
        assert (conditions["diarrhoea"].severity, conditions["diarrhoea"].options) == (0.5, {"volume": 2})

    def test_genes(self, full):
        assert full.person.genes == {"TRPM6": 0.5, "CNNM2": 2, "CLDN16": 0.3}

    def test_a_new_start_replaces_the_course_that_runs(self, read):
        case = read(
            """
            timeline:
              - {at: 0 d, start: omeprazole, dose: 20 mg/d}
              - {at: 5 d, start: omeprazole, dose: 40 mg/d}
              - {at: 9 d, stop: omeprazole}
            """
        )
        assert [(course.begin, course.end) for course in case.courses(1e4)] == [(0, 120), (120, 216)]

    def test_a_stop_cancels_later_repeats(self, read):
        case = read(
            """
            timeline:
              - {at: 0 d, start: exercise, for: 1 h, every: 1 d}
              - {at: 2 d, stop: exercise}
            """
        )
        assert [course.begin for course in case.courses(1e4)] == [0, 24]


class TestHabits:
    def test_per_kg_uses_the_weight(self, full):
        assert full.habits.magnesium == pytest.approx(4 * 70 / MG)
        assert full.habits.sodium == 140
        assert full.habits.foods == {"almonds": 30}
        assert (full.habits.water.volume, full.habits.water.magnesium) == (1.5, pytest.approx(20 / MG))

    def test_per_kg_without_weight(self, complaint):
        assert "`weight:`" in complaint("habits: {magnesium: §4 mg/kg/d}")


class TestDialysis:
    def test_pattern(self, full):
        sessions = [entry for entry in full.timeline if isinstance(entry, Dialyse)]
        weekly, continuous, peritoneal = sessions
        assert [begin for begin, _ in weekly.spans(500)] == [240, 288, 336, 408, 456]
        assert (weekly.bath_magnesium, weekly.ultrafiltration) == (0.5, 0.5)
        assert str(continuous.effluent) == "0.025 L/kg/h"
        assert (continuous.duration, continuous.citrate) == (72, True)
        assert (peritoneal.volume, peritoneal.exchanges, peritoneal.duration) == (2, 4, None)


class TestSeen:
    def test_synonyms_and_conversions(self, full):
        first = full.seen[0]
        assert (first.what, first.value, first.spread) == (
            "serum_magnesium",
            pytest.approx(12 / MG),
            (pytest.approx(2 / MG),),
        )
        pth = full.seen[7]
        assert (pth.value, pth.unit) == (pytest.approx(37.7), "ng/L")

    def test_an_amount_per_day_is_of_the_window(self, full):
        assert (full.seen[1].value, full.seen[1].spread) == (pytest.approx(8), (pytest.approx(2),))

    def test_options(self, full):
        assert (full.seen[2].value, full.seen[2].options) == (0.4, {"basal": "subtracted"})
        assert full.seen[3].options == {"of": "dose"}

    def test_bounds_changes_and_ratios(self, full):
        bound, change, ratio = full.seen[4:7]
        assert (bound.what, bound.bound, bound.value) == ("ionized_magnesium", "<", 0.25)
        assert (change.kind, change.value, change.reference_time) == ("change", -0.2, 0)
        assert (ratio.kind, ratio.value, ratio.unit, ratio.spread) == ("ratio", 1.5, "1", (0.8, 2))

    def test_signs(self, full):
        assert [(seen.what, seen.sign, seen.value) for seen in full.seen[8:10]] == [
            ("sign", "tetany", 0.3),
            ("sign", "torsades", 0.05),
        ]
        assert full.seen[8].observable.unit == "1"

    def test_arms_compared(self, full):
        over, minus = full.seen[11:]
        assert (over.kind, over.versus_arm, over.unit) == ("ratio", "healthy", "1")
        assert (minus.kind, minus.versus_arm, minus.unit) == ("difference", "healthy", "mmol")


class TestArms:
    def test_names(self, full):
        assert [name for name, _ in full.variants()] == ["healthy", "low_intake", "as_it_stands"]

    def test_person_is_merged(self, full):
        person = full.arms["healthy"].person
        assert (person.weight, person.egfr, person.creatinine) == (70, 110, None)
        assert list(person.conditions) == ["diarrhoea"]

    def test_timeline_and_seen_are_replaced(self, full):
        assert full.arms["healthy"].timeline == ()
        assert [seen.what for seen in full.arms["low_intake"].seen] == ["ggt"]
        assert full.arms["low_intake"].title == "Low intake"

    def test_an_arm_is_not_compared_with_itself(self, full):
        assert len(full.arms["as_it_stands"].seen) == len(full.seen)
        assert len(full.arms["healthy"].seen) == len(full.seen) - 2

    def test_its_own_comparison_with_itself(self, complaint):
        text = "arms:\n  a:\n    seen:\n      - §{at: 0 h, what: pth, value: 1, over: a}"
        assert "with itself" in complaint(text)

    def test_a_list_of_arms(self, read):
        case = read("arms:\n  - {name: a, person: {age: 3 y}}\n  - {name: b}")
        assert case.arms["a"].person.age == 3

    def test_a_problem_of_the_case_is_told_once(self, complaint):
        complaint("person: {§aeg: 3 y}\narms: {a: {}, b: {}}")


class TestJson:
    def test_a_case_in_json_is_the_same_case(self, full):
        text = json.dumps({"person": {"age": "3 y", "count": 4}, "timeline": [{"at": "0 h", "start": "exercise"}]})
        case = read_case(text, vocabulary=VOCABULARY)
        assert (case.person.age, case.person.count, case.timeline[0].name) == (3, 4, "exercise")


@pytest.mark.parametrize("name", ["preeclampsia.yaml", "full.yaml"])
def test_writing_and_reading_again_gives_an_equal_case(name):
    case = read_case(HERE / name, vocabulary=VOCABULARY)
    assert read_case(case.to_yaml(), vocabulary=VOCABULARY) == case
