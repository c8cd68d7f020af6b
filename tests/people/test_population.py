"""Drawing people: what is known stays, what is not known varies as people do."""

import numpy as np
import pytest

from magnesia.body import whole_body
from magnesia.body.drawing import normals_of
from magnesia.case.habits import Habits, Water
from magnesia.case.person import Person
from magnesia.effects.assembly import answering_body
from magnesia.people.growth import pregnancy_weight
from magnesia.people.habits import daily_intake
from magnesia.people.population import draw
from magnesia.people.variation import FACTORS


@pytest.fixture(scope="module")
def model():
    return whole_body()


def row(model, population, name):
    return population.parameters[model.parameter_index[name]]


def test_the_typical_person_is_the_reference_of_the_records(model):
    typical = draw(Person(), model)
    assert typical.parameters[:, 0] == pytest.approx([parameter.value for parameter in model.parameters], rel=1e-9)


def test_known_filtration_albumin_and_creatinine_are_kept(model):
    person = Person(sex="female", age=60, weight=70, height=165, egfr=30, albumin=34)
    for people in (draw(person, model), draw(person, model, 20, np.random.default_rng(1))):
        assert row(model, people, "plasma.albumin") == pytest.approx(34)
        assert people.egfr == pytest.approx(30)
    typical = draw(person, model)
    assert row(model, typical, "kidney.gfr") == pytest.approx(30 * typical.covariates.surface / 1.73 * 0.06)
    assert row(model, typical, "kidney.nephron_share")[0] == pytest.approx(30 / 78.5, abs=0.02)
    creatinine = draw(Person(sex="male", creatinine=200), model)
    filtration = row(model, creatinine, "kidney.gfr")
    assert row(model, creatinine, "kidney.creatinine_production") / filtration == pytest.approx(200)


def test_an_estimate_of_filtration_is_within_a_third_of_the_truth_in_seven_of_eight(model):
    person = Person(sex="female", age=60, weight=70, height=165, creatinine=180)
    people = draw(person, model, 4000, np.random.default_rng(6))
    truth = row(model, people, "kidney.gfr") / (people.egfr * people.covariates.surface / 1.73 * 0.06)
    assert np.median(truth) == pytest.approx(1, abs=0.02)
    assert 0.82 < np.mean(abs(truth - 1) < 0.3) < 0.97  # 87 % of people (Inker 2021)
    production = row(model, people, "kidney.creatinine_production") / row(model, people, "kidney.gfr")
    assert production == pytest.approx(180)  # as measured


def test_measurements_in_pregnancy_are_traced_back_to_before_it(model):
    woman = draw(Person(sex="female", age=28, weight=70, height=160, egfr=140, albumin=34, pregnant=35), model)
    assert row(model, woman, "plasma.albumin")[0] > 42
    assert woman.egfr[0] == pytest.approx(140)
    assert row(model, woman, "kidney.gfr")[0] < 0.75 * 140 * woman.covariates.surface[0] / 1.73 * 0.06
    assert woman.covariates.build.weight == pytest.approx(70 - pregnancy_weight(35))


def test_spread_and_correlation_are_those_of_the_records(model):
    people = draw(Person(sex="male", age=40, weight=70, height=170), model, 4000, np.random.default_rng(2))
    logs = np.log(np.maximum(people.parameters, 1e-300))
    spreads = np.array([parameter.spread for parameter in model.parameters])
    assert logs.std(axis=1) == pytest.approx(spreads, rel=0.06, abs=1e-12)
    names = model.parameter_index
    correlation = np.corrcoef(logs[[names["plasma.volume"], names["extracellular.interstitial_volume"]]])[0, 1]
    assert correlation == pytest.approx(0.5, abs=0.05)


def test_hidden_factors_name_parameters_and_leave_something_to_each(model):
    total: dict[str, float] = {}
    for factor in FACTORS:
        for name, share in factor.shares.items():
            assert model.parameters[model.parameter_index[name]].spread > 0
            total[name] = total.get(name, 0) + share
    assert max(total.values()) < 1


def test_a_person_is_the_same_whatever_the_count(model):
    few = draw(Person(), model, 3, np.random.default_rng(7))
    many = draw(Person(), model, 10, np.random.default_rng(7))
    assert np.array_equal(few.parameters, many.parameters[:, :3])


def test_a_group_has_the_spread_it_was_given(model):
    group = Person(sex="female", age=28, weight=62, height=155, count=55, spread={"age": 6, "weight": 9})
    people = draw(group, model, 4000, np.random.default_rng(3)).covariates
    assert people.weight.mean() == pytest.approx(62, rel=0.02)
    assert people.weight.std() == pytest.approx(9, rel=0.08)
    assert people.age.min() >= 18
    assert people.height.std() > 3
    assert draw(group, model).covariates.weight == pytest.approx(62)


def test_unknown_sex_is_half_and_half(model):
    people = draw(Person(), model, 2000, np.random.default_rng(4)).covariates
    assert people.female.mean() == pytest.approx(0.5, abs=0.04)
    assert set(people.female) == {0.0, 1.0}


def test_usual_intake_follows_sex_and_age(model):
    def magnesium(**who):
        return daily_intake(Habits(), draw(Person(**who), model).covariates)["magnesium"][0]

    assert magnesium(sex="male", age=40) == pytest.approx(13.9, abs=0.05)
    assert magnesium(sex="female", age=40) == pytest.approx(10.5, abs=0.05)
    assert magnesium(sex="male", age=80) < magnesium(sex="male", age=40)
    assert magnesium(age=0.2) == pytest.approx(1.2, abs=0.1)


def test_people_eat_as_differently_as_people_do_unless_their_habits_are_known(model):
    women = draw(Person(sex="female", age=40), model, 4000, np.random.default_rng(5)).covariates
    usual = daily_intake(Habits(), women)
    assert usual["magnesium"].mean() == pytest.approx(10.5, rel=0.02)
    assert usual["magnesium"].std() / usual["magnesium"].mean() == pytest.approx(0.28, abs=0.02)
    assert usual["calcium"] / usual["magnesium"] == pytest.approx(usual["calcium"][0] / usual["magnesium"][0])
    assert np.ptp(daily_intake(Habits(magnesium=10.0), women)["magnesium"]) == 0


def test_foods_and_water_come_on_top(model):
    who = draw(Person(), model).covariates
    habits = Habits(magnesium=10.0, water=Water(volume=2.0, magnesium=1.5))
    assert daily_intake(habits, who, {"magnesium": 3.0})["magnesium"] == pytest.approx(16.0)
    assert daily_intake(Habits(magnesium=0.0), who)["magnesium"] == pytest.approx(0.0)


def test_a_person_is_the_same_whether_or_not_the_organs_are_asked(model):
    alone = draw(Person(), model, 5, np.random.default_rng(7))
    answering = draw(Person(), answering_body(), 5, np.random.default_rng(7))
    assert np.array_equal(alone.parameters, answering.parameters[: len(model.parameters)])


def test_what_a_parameter_is_does_not_depend_on_the_others():
    few, many = (normals_of(names, 6, np.random.default_rng(7)) for names in (["b"], ["a", "b", "c"]))
    assert np.array_equal(few[0], many[1])
