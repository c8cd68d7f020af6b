"""Repetitions are found, and nothing of the schedule is lost or invented on the way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from magnesia.engine.schedule import Bolus, Schedule
from magnesia.exchange.occasions import occasions


def schedule_of(doses: list[tuple[float, float]]) -> Schedule:
    """Doses (time, amount) into state 0, one person, from time -3 to 1000."""
    times = sorted({-3.0, 1000.0, *(time for time, _ in doses)})
    boluses = [Bolus(times.index(time), 0, np.array([amount])) for time, amount in doses]
    return Schedule(np.array(times), tuple(boluses), ())


def told(doses: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The doses as the occasions tell them."""
    found = occasions(schedule_of(doses))
    singles = [(moment.time, moment.additions[0]) for moment in (found.start, *found.moments) if moment.additions]
    repeated = [(train.first + k * train.period, train.additions[0][1]) for train in found.trains
                for k in range(train.count)]  # fmt: skip
    return sorted(singles + repeated)


def test_three_meals_a_day_are_three_trains():
    meals = [(24.0 * day + hour, amount) for day in range(30) for hour, amount in ((8, 3.0), (13, 5.0), (19, 4.0))]
    found = occasions(schedule_of(meals))
    assert [train.first for train in found.trains] == [8, 13, 19]
    assert all((train.period, train.count) == (24, 30) for train in found.trains)
    assert not found.moments


def test_equal_meals_are_still_daily_trains():
    meals = [(24.0 * day + hour, 4.0) for day in range(30) for hour in (8, 13, 19)]
    assert len(occasions(schedule_of(meals)).trains) == 3


def test_evenly_spaced_doses_are_one_train():
    found = occasions(schedule_of([(4.0 * k, 20.0) for k in range(1, 7)]))
    assert [(train.first, train.period, train.count) for train in found.trains] == [(4, 4, 6)]


def test_what_happens_at_the_start_stands_apart():
    assert occasions(schedule_of([(-3.0, 7.0)])).start.additions == {0: 7.0}


@given(st.dictionaries(st.integers(-3, 300), st.sampled_from([1.0, 2.5]), max_size=40))
def test_every_dose_is_told_once(doses):
    given_doses = sorted((float(time), amount) for time, amount in doses.items())
    assert told(given_doses) == given_doses
