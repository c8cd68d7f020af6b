"""What drugs against cancer, infection and rejection, and genes, do to a body in time: onset, size, recovery."""

from functools import cache

import numpy as np
import pytest
import yaml

from magnesia.case import read_case
from magnesia.exposures import registry
from magnesia.simulation import simulate

DAY_H = 24.0
ADULT = {"age": "50 y"}
INFANT = {"age": "3 mo"}
WASTING_SHARE = 0.04


OBSERVED = (
    "serum_magnesium",
    "ionized_magnesium",
    "fractional_excretion_magnesium",
    "serum_calcium",
    "ionized_calcium",
    "serum_potassium",
    "pth",
    "urine_calcium",
)


@cache
def lived(person: str, timeline: str, days: tuple[float, ...]) -> dict[str, np.ndarray]:
    """Observables (days,) of the typical person; person and timeline as YAML."""
    case = {"title": "a course", "person": yaml.safe_load(person), "timeline": yaml.safe_load(timeline)}
    result = simulate(
        read_case(yaml.safe_dump(case)), outputs=OBSERVED, at=[day * DAY_H for day in days], tolerance=1e-5
    )
    found = result[0].dataset.sel(time=[day * DAY_H for day in days])
    return {name: np.ravel(found[name]) for name in OBSERVED}


def course(drug: str, dose: str, days, what="serum_magnesium", person=ADULT, **entry) -> np.ndarray:
    timeline = [{"at": "0 d", "start": drug, "dose": dose, **entry}]
    return lived(yaml.safe_dump(person), yaml.safe_dump(timeline), tuple(days))[what]


def steady(gene: str | None, share: str, what="serum_magnesium", person=ADULT) -> float:
    """The level before breakfast, or the urine of a day, of someone born so."""
    who = {**person, "genes": {gene: share}} if gene else person
    before, after = lived(yaml.safe_dump(who), "[]", (0.0, 1.0))[what]
    return float(after - before if what.startswith("urine") else before)


def healthy(what="serum_magnesium") -> float:
    return steady(None, "", what)


def test_each_cycle_of_cisplatin_takes_more_and_a_year_gives_little_back():
    cycles = course("cisplatin", "75 mg/m2", [0, 21, 63, 126, 490], every="21 d", times=6)
    before, first, third, last, a_year_later = cycles
    assert before > first > third > last
    assert last < a_year_later < (before + last) / 2


def test_platinums_rank_cisplatin_carboplatin_oxaliplatin():
    usual = {"cisplatin": "75 mg/m2", "carboplatin": "400 mg/m2", "oxaliplatin": "85 mg/m2"}
    falls = [0.84 - course(drug, dose, [126], every="21 d", times=6)[0] for drug, dose in usual.items()]
    assert falls[0] > 2 * falls[1] > 2 * falls[2] > 0


def test_cetuximab_takes_months_to_act_and_weeks_to_leave():
    serum = course("cetuximab", "250 mg/m2 per 7 d", [0, 28, 182, 238], until="182 d")
    before, month, half_year, eight_weeks_after = serum
    assert 0.85 < month / before < 0.95
    assert half_year / before < 0.75
    assert eight_weeks_after > 0.95 * before


def test_a_kinase_inhibitor_does_little_where_an_antibody_does_much():
    inhibitor = course("erlotinib", "150 mg/d", [0, 90])
    antibody = course("cetuximab", "250 mg/m2 per 7 d", [0, 90])
    assert 0 < inhibitor[0] - inhibitor[1] < (antibody[0] - antibody[1]) / 4


def test_amphotericin_wastes_to_a_plateau_that_a_year_mends():
    before, two_weeks, four_weeks, six_weeks, a_year = course(
        "amphotericin_b", "0.7 mg/kg/d", [0, 14, 28, 42, 400], until="42 d"
    )
    assert before > two_weeks > four_weeks - 0.01
    assert six_weeks == pytest.approx(four_weeks, rel=0.03)
    assert a_year > 0.97 * before


def test_foscarnet_lowers_the_free_ions_at_once_and_not_the_total():
    for free, total in (("ionized_magnesium", "serum_magnesium"), ("ionized_calcium", "serum_calcium")):
        before, after = course("foscarnet", "270 mg/kg/d", [0, 1 / 24], what=free)
        assert after < 0.93 * before
        before, after = course("foscarnet", "270 mg/kg/d", [0, 1 / 24], what=total)
        assert after == pytest.approx(before, rel=0.06)


def test_an_aminoglycoside_wastes_from_the_first_hours():
    with_drug = course("gentamicin", "5 mg/kg/d", [0.25], what="fractional_excretion_magnesium")[0]
    without = lived(yaml.safe_dump(ADULT), "[]", (0.25,))["fractional_excretion_magnesium"][0]
    assert with_drug > 1.3 * without


def test_tacrolimus_wastes_more_than_ciclosporin_and_both_keep_potassium():
    graft = {"age": "45 y", "conditions": {"kidney_transplant": 1}}
    before, tacrolimus = course("tacrolimus", "6 mg/d", [0, 90], person=graft)
    ciclosporin = course("ciclosporin", "250 mg/d", [90], person=graft)[0]
    assert before > ciclosporin > tacrolimus > 0.6
    assert course("tacrolimus", "12 mg/d", [90], person=graft)[0] < tacrolimus
    before, after = course("tacrolimus", "6 mg/d", [0, 90], person=graft, what="serum_potassium")
    assert after > before


def test_an_infant_without_trpm6_has_next_to_no_magnesium_and_silent_glands():
    assert 0.1 < steady("TRPM6", "absent", person=INFANT) < 0.3
    assert steady("TRPM6", "absent", "serum_calcium", INFANT) < 2.05
    assert steady("TRPM6", "absent", "pth", INFANT) < 5
    assert steady("TRPM6", "half") > 0.94 * healthy()


# (gene, share, lowest and highest serum magnesium, mmol/L) of untreated people
LEVELS = [
    ("CNNM2", "half", 0.4, 0.66),
    ("EGF", "absent", 0.5, 0.68),
    ("KCNA1", "half", 0.3, 0.45),
    ("FXYD2", "half", 0.38, 0.52),
    ("ATP1A1", "half", 0.24, 0.42),
    ("HNF1B", "half", 0.58, 0.72),
    ("PCBD1", "absent", 0.55, 0.7),
    ("CLDN16", "absent", 0.42, 0.62),
    ("CLDN19", "absent", 0.42, 0.62),
    ("SLC12A3", "absent", 0.5, 0.65),
    ("KCNJ10", "absent", 0.5, 0.65),
    ("RRAGD", "half", 0.42, 0.6),
    ("RRAGD", "gain", 0.42, 0.6),
    ("MT_TI", "absent", 0.5, 0.7),
    ("BSND", "absent", 0.45, 0.65),
    ("CASR", "gain", 0.6, 0.76),
    ("CASR", "half", 0.87, 1.05),
    ("CLDN10", "absent", 0.88, 1.1),
    ("MAGT1", "absent", 0.78, 0.88),
]


@pytest.mark.parametrize(("gene", "share", "low", "high"), LEVELS)
def test_inherited_levels_are_those_of_patients(gene, share, low, high):
    assert low < steady(gene, share) < high


@pytest.mark.parametrize("gene", ["CNNM2", "KCNA1", "FXYD2", "ATP1A1", "RRAGD"])
def test_the_kidney_wastes_what_it_should_keep_while_calcium_holds(gene):
    assert steady(gene, "half", "fractional_excretion_magnesium") > WASTING_SHARE
    assert steady(gene, "half", "serum_calcium") > 2.1


def test_salt_losers_lose_potassium_and_differ_in_calcium():
    usual = healthy("urine_calcium")
    assert steady("SLC12A3", "absent", "serum_potassium") < 3.0
    assert steady("SLC12A3", "absent", "urine_calcium") < usual / 2
    assert steady("SLC12A1", "absent", "serum_potassium") < 3.2
    assert steady("SLC12A1", "absent", "urine_calcium") > 1.2 * usual


def test_loss_of_a_claudin_raises_the_hormone_and_wastes_both_ions():
    assert steady("CLDN16", "absent", "pth") > 1.5 * healthy("pth")
    assert steady("CLDN16", "absent", "fractional_excretion_magnesium") > 2 * WASTING_SHARE
    assert steady("CLDN16", "absent", "urine_calcium") > 1.2 * healthy("urine_calcium")


def test_the_calcium_sensing_receptor_sets_calcium_and_magnesium_the_same_way():
    assert steady("CASR", "gain", "serum_calcium") < 2.0 < healthy("serum_calcium")
    assert 2.6 < steady("CASR", "half", "serum_calcium") < 2.9
    assert steady("CASR", "gain", "pth") < 0.6 * healthy("pth")
    assert steady("CASR", "absent", "pth") > 3 * healthy("pth")


def test_every_gene_at_every_share_leaves_a_living_body():
    for gene in registry.names("gene"):
        for share in ("absent", "gain"):
            assert 0.1 < steady(gene, share) < 1.2, (gene, share)
            assert 2.4 < steady(gene, share, "serum_potassium") < 5.2, (gene, share)
