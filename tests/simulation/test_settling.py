"""People settled on their habits stay as they are."""

import numpy as np
import pytest

from magnesia.body import whole_body
from magnesia.case.habits import Habits
from magnesia.case.person import Person
from magnesia.engine.block import typical_scale
from magnesia.engine.solve import solve
from magnesia.people.habits import daily_intake
from magnesia.people.population import draw
from magnesia.simulation.meals import serve
from magnesia.simulation.settle import settle
from magnesia.simulation.steady import moving_states
from magnesia.simulation.timetable import Timetable

MODEL = whole_body()
LIVES = {
    "typical": (Person(), Habits()),
    "kidney failure": (Person(egfr=10, age=60), Habits()),
    "newborn": (Person(age=0.0), Habits()),
    "child": (Person(age=4.0), Habits()),
    "old": (Person(sex="female", age=88), Habits()),
    "heavy": (Person(weight=150), Habits()),
    "little magnesium": (Person(), Habits(magnesium=1.0)),
    "much magnesium": (Person(), Habits(magnesium=60.0)),
}


def settled(person, habits, count, begin=0.0):
    people = draw(person, MODEL, count, np.random.default_rng(3))
    intake = daily_intake(habits, people.covariates)
    return people.parameters, intake, settle(MODEL, people.parameters, intake, begin, 8.0)


def month_later(parameters, intake, states):
    timetable = Timetable(MODEL, 0.0)
    serve(timetable, 0.0, 720.0, 8.0, intake)
    schedule = timetable.schedule(720.0, parameters)
    return solve(MODEL, states, parameters, schedule, at=[720.0], outputs=[]).final


@pytest.mark.parametrize("life", LIVES)
def test_a_month_of_the_same_habits_changes_no_store(life):
    parameters, intake, found = settled(*LIVES[life], 16)
    assert not found.failures
    moving = moving_states(MODEL)
    before, after = found.states[moving], month_later(parameters, intake, found.states)[moving]
    size = np.abs(before) + 0.01 * typical_scale(MODEL)[moving][:, None]
    assert np.max(np.abs(after - before) / size) < 1e-3


def test_ledgers_and_counters_start_at_zero():
    _, _, found = settled(Person(), Habits(), None)
    counting = [index for index, state in enumerate(MODEL.states) if state.role in ("ledger", "counter")]
    assert np.all(found.states[counting] == 0)


def test_people_settle_alone_as_they_do_together():
    parameters, intake, together = settled(Person(), Habits(), 5)
    for person in range(5):
        alone = settle(
            MODEL, parameters[:, [person]], {name: daily[[person]] for name, daily in intake.items()}, 0.0, 8.0
        )
        assert alone.states[:, 0] == pytest.approx(together.states[:, person], rel=2e-4, abs=1e-4)


def test_the_state_belongs_to_the_hour_of_the_day():
    morning = settled(Person(), Habits(), None, begin=0.0)[2].states[:, 0]
    afternoon = settled(Person(), Habits(), None, begin=6.0)[2].states[:, 0]
    stomach, bone = MODEL.state_index["stomach_magnesium"], MODEL.state_index["bone_depth_magnesium"]
    assert afternoon[stomach] > 100 * morning[stomach]
    assert afternoon[bone] == pytest.approx(morning[bone], rel=1e-4)


def test_who_loses_more_than_there_is_has_no_settled_state_and_spoils_nobody_elses():
    people = draw(Person(), MODEL, 3, np.random.default_rng(0))
    intake = daily_intake(Habits(), people.covariates)
    intake["magnesium"] = np.array([12.0, -5.0, 12.0])
    found = settle(MODEL, people.parameters, intake, 0.0, 8.0)
    assert [failure.person for failure in found.failures] == [1]
    assert "no settled state" in found.failures[0].reason
    assert np.isfinite(found.states[:, [0, 2]]).all()
    assert np.isnan(found.states[:, 1]).all()
