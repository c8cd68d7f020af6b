"""What a case says happens to the pools and parameters it should, when it should."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from magnesia.body import whole_body
from magnesia.case import read_case
from magnesia.people.population import draw
from magnesia.simulation.horizon import first_moment, last_moment
from magnesia.simulation.meals import meals, nearest_meal
from magnesia.simulation.plan import plan
from magnesia.simulation.timetable import Timetable

MODEL = whole_body()
NO_FOOD = "habits: {magnesium: 0 mg/d, calcium: 0 mg/d, potassium: 0 mg/d}\n"


def planned(text, until=48.0, **options):
    case = read_case(text)
    people = draw(case.person, MODEL)
    return plan(case, MODEL, people, first_moment(case, []), until, **options)


def boluses(found, state):
    index = MODEL.state_index[state]
    times = found.schedule.times
    return [(times[b.segment], float(b.amount[0])) for b in found.schedule.boluses if b.state_index == index]


def supplied(found, parameter):
    """Integral of a parameter over the schedule."""
    index, times = MODEL.parameter_index[parameter], found.schedule.times
    level, total, at = 0.0, 0.0, times[0]
    for change in [c for c in found.schedule.changes if c.parameter_index == index]:
        total += level * (times[change.segment] - at)
        level, at = float(np.ravel(change.value)[0]), times[change.segment]
    return total + level * (times[-1] - at)


@pytest.mark.parametrize(
    ("substance", "route", "expected"),
    [
        ("magnesium", "oral", {"stomach_magnesium": 1.0}),
        ("magnesium_chloride", "oral", {"stomach_magnesium": 1.0}),
        ("magnesium", "tube", {"upper_magnesium": 1.0}),
        ("magnesium", "rectal", {"colon_magnesium": 1.0}),
        ("magnesium_sulfate", "im", {"depot_magnesium": 1.0}),
        ("magnesium_sulfate", "inhaled", {"depot_magnesium": 0.1}),
        ("calcium", "oral", {"bowel_calcium": 1.0}),
        ("potassium", "oral", {"bowel_potassium": 1.0}),
    ],
)
def test_a_dose_lands_in_the_pool_of_its_route(substance, route, expected):
    found = planned(NO_FOOD + f"timeline: [{{at: 3 h, give: {substance}, dose: 10 mmol, route: {route}}}]")
    for state, share in expected.items():
        ((time, amount),) = [dose for dose in boluses(found, state) if dose[1] > 0]
        assert (time, amount) == pytest.approx((3.0, 10 * share))


def test_oxide_waits_for_acid():
    found = planned(NO_FOOD + "timeline: [{at: 1 h, give: magnesium_oxide, dose: 400 mg, route: oral}]")
    solid = sum(amount for _, amount in boluses(found, "stomach_solid_magnesium"))
    dissolved = sum(amount for _, amount in boluses(found, "stomach_magnesium"))
    assert solid + dissolved == pytest.approx(400 / 40.304, rel=1e-3)
    assert solid > 5 * dissolved


@pytest.mark.parametrize("element", ["magnesium", "calcium", "potassium"])
@pytest.mark.parametrize(
    ("how", "amount"), [("dose: 5 mmol", 5), ("dose: 5 mmol, over: 2 h", 5), ("rate: 5 mmol/h, for: 3 h", 15)]
)
def test_what_goes_into_a_vein_is_a_rate_with_the_right_integral(element, how, amount):
    found = planned(f"timeline: [{{at: 1 h, give: {element}, {how}, route: iv}}]")
    assert supplied(found, f"input.intravenous_{element}") == pytest.approx(amount)


def test_overlapping_infusions_add_up_and_end_exactly():
    found = planned("""
timeline:
  - {at: 0 h, give: magnesium, rate: 2 mmol/h, route: iv, for: 4 h}
  - {at: 1 h, give: magnesium, dose: 3 mmol, route: iv, over: 1 h}
""")
    index = MODEL.parameter_index["input.intravenous_magnesium"]
    levels = [(found.schedule.times[c.segment], float(np.ravel(c.value)[0]))
              for c in found.schedule.changes if c.parameter_index == index]  # fmt: skip
    assert levels == [(0.0, 2.0), (1.0, 5.0), (2.0, 2.0), (4.0, 0.0)]


def test_meals_come_by_the_clock_and_change_with_habits():
    found = planned("""
habits: {magnesium: 10 mmol/d, calcium: 0 mg/d, potassium: 0 mg/d}
timeline: [{at: 24 h, habits: {magnesium: 2 mmol/d}}]
""")
    eaten = boluses(found, "stomach_magnesium")
    assert [time for time, _ in eaten] == pytest.approx([0, 5, 11, 24, 29, 35])
    assert sum(amount for time, amount in eaten if time < 24) == pytest.approx(10)
    assert sum(amount for time, amount in eaten if time >= 24) == pytest.approx(2)


def test_the_date_sets_the_clock():
    found = planned("start: 2024-03-01T12:00\nhabits: {magnesium: 10 mmol/d}\n", until=24)
    assert [time for time, _ in boluses(found, "stomach_magnesium")] == pytest.approx([1, 7, 20])


def test_a_dose_with_a_meal_waits_for_the_nearest_meal():
    found = planned(NO_FOOD + "timeline: [{at: 4 h, give: magnesium, dose: 5 mmol, route: oral, with_meal: true}]")
    given = [dose for dose in boluses(found, "stomach_magnesium") if dose[1] > 0]
    assert given == [(pytest.approx(5.0), pytest.approx(5.0))]


def test_doses_per_body_size_use_the_person():
    found = planned(
        NO_FOOD
        + """
person: {weight: 62 kg, height: 155 cm}
timeline: [{at: 1 h, give: magnesium, dose: 0.1 mmol/kg, route: oral}]
"""
    )
    assert [amount for _, amount in boluses(found, "stomach_magnesium") if amount > 0] == pytest.approx([6.2])


def test_a_pregnancy_is_lived_from_conception():
    text = "person: {sex: female, age: 28 y, pregnant: 35 wk}\n"
    case = read_case(text)
    assert first_moment(case, []) == -35 * 168
    found = planned(text, until=24.0)
    assert supplied(found, "pregnancy.progress") == pytest.approx(35 + 24 / 168)
    overdue = planned(text, until=10 * 168.0)
    assert supplied(overdue, "pregnancy.progress") == pytest.approx(42)
    assert any("42 weeks" in warning for warning in overdue.warnings)


def test_what_nothing_follows_is_warned_of():
    found = planned("""
habits: {sodium: 100 mmol/d}
timeline: [{at: 1 h, give: calcium, dose: 10 mmol, route: rectal}]
""")
    assert any("sodium" in warning for warning in found.warnings)
    assert any("rectal" in warning for warning in found.warnings)


def test_the_twin_lacks_the_doses_of_its_window_only():
    text = NO_FOOD + "timeline: [{at: 1 h, give: magnesium, dose: 5 mmol, route: oral, every: 24 h, times: 2}]"
    twin = planned(text, without_doses=(0.0, 24.0))
    assert [time for time, amount in boluses(twin, "stomach_magnesium") if amount > 0] == pytest.approx([25.0])
    assert [dose.begin for dose in twin.doses] == [25.0]


def test_the_end_of_a_case_is_the_end_of_what_it_says():
    assert last_moment(read_case("title: nothing happens")) == 24
    infusion = "timeline: [{at: 1 d, give: magnesium, rate: 1 mmol/h, route: iv, for: 6 h}]\n"
    assert last_moment(read_case(infusion)) == 30 + 24
    assert last_moment(read_case(infusion + "seen: [{at: 27 h, what: pth, value: 30 ng/L}]")) == 30
    repeated = "timeline: [{at: 0 h, give: magnesium, dose: 1 mmol, route: oral, every: 8 h, until: 3 d}]"
    assert last_moment(read_case(repeated)) == 64 + 24
    assert last_moment(read_case("timeline: [{at: 0 h, habits: {magnesium: 12 mg/d}}]")) == 28 * 24
    assert last_moment(read_case("timeline: [{at: -2 y, start: omeprazole, dose: 20 mg/d}]")) == 24


@given(moment=st.floats(-1e4, 1e4), clock=st.floats(0, 23.99))
def test_the_nearest_meal_is_near(moment, clock):
    assert abs(nearest_meal(moment, clock) - moment) <= 6.5 + 1e-9


@given(begin=st.floats(-1e4, 1e4), length=st.floats(0, 500), clock=st.floats(0, 23.99))
def test_meals_rise_and_make_whole_days(begin, length, clock):
    found = list(meals(begin, begin + length, clock))
    times = [time for time, _ in found]
    assert times == sorted(times)
    assert all(begin - 1e-6 <= time < begin + length for time in times)
    assert sum(share for _, share in meals(begin, begin + 240, clock)) == pytest.approx(10)


@settings(max_examples=60)
@given(data=st.lists(st.tuples(st.floats(-50, 50), st.floats(0.01, 60), st.floats(0, 10)), min_size=1, max_size=8))
def test_any_pile_of_infusions_keeps_its_integral(data):
    """Whatever overlaps, what flows is what was ordered between begin and end."""
    begin, until = -20.0, 100.0
    timetable = Timetable(MODEL, begin)
    ordered = 0.0
    for start, length, rate in data:
        timetable.run(start, start + length, "input.intravenous_magnesium", np.array([rate]))
        ordered += rate * max(0.0, min(start + length, until) - max(start, begin))
    schedule = timetable.schedule(until, np.zeros((len(MODEL.parameters), 1)))
    assert np.all(np.diff(schedule.times) > 0)
    level, flowed, at = 0.0, 0.0, begin
    for change in sorted(schedule.changes, key=lambda change: change.segment):
        flowed += level * (schedule.times[change.segment] - at)
        level, at = float(change.value[0]), schedule.times[change.segment]
    flowed += level * (until - at)
    assert flowed == pytest.approx(ordered, rel=1e-6, abs=1e-5)
    if max(start + length for start, length, _ in data) < until - 1e-6:
        assert level == 0.0
