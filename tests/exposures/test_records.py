"""Every record: its parameters exist, its numbers have an origin, its names are found however they are spelled."""

import pytest

from magnesia.body.records import parameter_records
from magnesia.case.analytes import ELEMENTS
from magnesia.effects import effect_records
from magnesia.evidence.sources import bibliography
from magnesia.exposures import registry
from magnesia.exposures.kinds import Effect
from magnesia.exposures.strength import LEAST_FACTOR

RECORDS = [(kind, name) for kind in registry.KINDS for name in registry.names(kind)]

REQUIRED = {
    "drug": """furosemide torasemide hydrochlorothiazide chlorthalidone amiloride spironolactone omeprazole cisplatin
        cetuximab panitumumab amikacin gentamicin amphotericin_b tacrolimus ciclosporin digoxin empagliflozin salbutamol
        theophylline calcium_gluconate patiromer adrenaline pth_1_34 insulin""",
    "state": """preeclampsia type_1_diabetes type_2_diabetes insulin_resistance ketoacidosis glucose_clamp
        chronic_kidney_disease acute_kidney_injury anuria primary_hyperparathyroidism parathyroidectomy
        hypoparathyroidism hyperthyroidism primary_aldosteronism siadh ileal_resection coeliac_disease crohn_disease
        diarrhoea vomiting nasogastric_suction starvation refeeding parenteral_nutrition burns pancreatitis exercise
        stress alcohol cisplatin_tubulopathy gitelman_syndrome heart_failure fasting""",
    "salt": """magnesium magnesium_oxide magnesium_hydroxide magnesium_carbonate magnesium_citrate magnesium_chloride
        magnesium_sulfate magnesium_lactate magnesium_gluconate magnesium_aspartate magnesium_glycinate
        magnesium_glycerophosphate magnesium_pidolate magnesium_orotate magnesium_malate calcium_gluconate
        calcium_chloride calcium_carbonate potassium_chloride""",
    "gene": """TRPM6 TRPM7 CNNM2 CNNM4 EGF EGFR KCNA1 FXYD2 HNF1B CLDN16 CLDN19 SLC12A1 SLC12A3 CLCNKB CASR SLC41A1
        MAGT1 ATP1A1""",
    "procedure": "haemodialysis haemodiafiltration peritoneal crrt",
    "food": "almonds pumpkin_seeds spinach brown_rice dark_chocolate milk salmon avocado tofu",
}


@pytest.mark.parametrize(("kind", "name"), RECORDS)
def test_a_record_says_what_it_is_and_where_from(kind, name):
    record = registry.find(kind, name)
    assert record.name == name and record.about and record.sources
    assert record.confidence in ("high", "moderate", "low")
    known = bibliography()
    for source in (*record.sources, *(effect.source for effect in record.effects)):
        assert source in known, f"{name}: {source} is not in the bibliography"


@pytest.mark.parametrize(("kind", "name"), RECORDS)
def test_effects_touch_parameters_of_the_body_by_sensible_sizes(kind, name):
    parameters = parameter_records() | effect_records()
    for effect in registry.find(kind, name).effects:
        assert isinstance(effect, Effect) and effect.parameter in parameters, effect.parameter
        assert effect.why and effect.onset >= 0 and effect.offset >= 0
        sizes = [effect.size] if effect.table is None else list(effect.table.values())
        if effect.operation == "multiply":
            most = 50 if effect.parameter == "gut.colonic_passive" else 10  # a tight wall that comes to leak
            assert all(0 <= size <= most for size in sizes)
        if effect.accumulates or effect.fades is not None:
            assert effect.table is None and effect.offset > 0


@pytest.mark.parametrize(("kind", "name"), [(kind, name) for kind, text in REQUIRED.items() for name in text.split()])
def test_what_the_case_language_promises_is_there(kind, name):
    assert registry.find(kind, name) is not None
    assert kind in registry.kinds_of(name)


@pytest.mark.parametrize(
    ("kind", "typed", "meant"),
    [
        ("salt", "Magnesium Sulphate", "magnesium_sulfate"),
        ("salt", "Epsom-salt", "magnesium_sulfate"),
        ("salt", "milk of magnesia", "magnesium_hydroxide"),
        ("drug", "Frusemide", "furosemide"),
        ("drug", "epinephrine", "adrenaline"),
        ("drug", "albuterol", "salbutamol"),
        ("drug", "cyclosporine A", "ciclosporin"),
        ("drug", "teriparatide", "pth_1_34"),
        ("drug", "PTH 1-34", "pth_1_34"),
        ("drug", "estradiol", "oestradiol"),
        ("state", "diarrhea", "diarrhoea"),
        ("state", "celiac disease", "coeliac_disease"),
        ("state", "pre-eclampsia", "preeclampsia"),
        ("state", "CKD", "chronic_kidney_disease"),
        ("state", "Crohn's disease", "crohn_disease"),
        ("procedure", "hemodialysis", "haemodialysis"),
        ("food", "whole wheat bread", "wholemeal_bread"),
        ("gene", "trpm6", "TRPM6"),
    ],
)
def test_synonyms_and_spellings_are_found(kind, typed, meant):
    assert registry.find(kind, typed).name == meant


def test_an_unknown_name_is_answered_with_the_three_nearest():
    assert registry.find("drug", "furosemid_x") is None
    assert registry.nearest("furosemid", "drug")[0] == "furosemide"
    assert len(registry.nearest("magnesium citrat", "salt")) == 3
    assert "magnesium_citrate" in registry.nearest("magnesium citrat", "salt")
    with pytest.raises(ValueError, match="no kind"):
        registry.find("potion", "x")


@pytest.mark.parametrize("name", registry.names("salt"))
def test_salts_weigh_more_than_their_element(name):
    salt = registry.find("salt", name)
    assert salt.grams_per_mmol >= ELEMENTS[salt.element].molar_mass / 1e3 - 1e-6
    assert 0 < salt.elemental_fraction <= 1.0001 and 0 <= salt.soluble_share <= 1


def test_a_gram_of_the_common_salts_is_what_the_label_says():
    assert 1 / registry.find("salt", "magnesium_sulfate").grams_per_mmol == pytest.approx(4.06, abs=0.01)
    assert registry.find("salt", "magnesium_oxide").elemental_fraction == pytest.approx(0.603, abs=0.001)
    assert 1 / registry.find("salt", "calcium_gluconate").grams_per_mmol == pytest.approx(2.23, abs=0.01)
    assert 34 / registry.find("salt", "magnesium_citrate").grams_per_mmol == pytest.approx(226, abs=1)


def test_foods_tell_their_content_in_mmol():
    almonds = registry.find("food", "almonds").content
    assert almonds["magnesium"] == pytest.approx(270 / 24.305 / 100)
    assert all(
        0 <= amount < 0.5 for name in registry.names("food") for amount in registry.find("food", name).content.values()
    )


@pytest.mark.parametrize("name", registry.names("drug"))
def test_a_usual_dose_has_been_studied_and_a_single_one_keeps_its_amount(name):
    drug = registry.find("drug", name)
    assert drug.studied is not None and drug.studied[0] <= drug.studied[1]
    rate, hours = drug.occasion(10.0)
    assert rate * hours / 24 == pytest.approx(10.0)


@pytest.mark.parametrize("name", registry.names("gene"))
def test_a_normal_gene_changes_nothing(name):
    for effect in registry.find("gene", name).effects:
        assert effect.table[1] == 1 and min(effect.table.values()) > LEAST_FACTOR
