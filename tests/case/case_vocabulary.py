"""A small vocabulary for tests, so that they need no records of the package."""

from __future__ import annotations

from types import SimpleNamespace

MG_SALTS = {
    "magnesium_sulfate": 0.24647,
    "magnesium_citrate": 0.15037,
    "magnesium_oxide": 0.0403,
    "magnesium_chloride": 0.2033,
}
_ALIASES = {
    "magnesium_sulfate": ("mgso4", "magnesium_sulphate", "epsom_salt"),
    "diarrhoea": ("diarrhea",),
    "adrenaline": ("epinephrine",),
    "nasogastric_suction": (),
}


def _record(name: str, **more: object) -> SimpleNamespace:
    return SimpleNamespace(name=name, aliases=_ALIASES.get(name, ()), **more)


class SmallVocabulary:
    """Satisfies ``magnesia.case.vocabulary.Vocabulary``."""

    def __init__(self) -> None:
        salts = [_record(name, element="magnesium", grams_per_mmol=grams) for name, grams in MG_SALTS.items()]
        salts.append(_record("calcium_gluconate", element="calcium", grams_per_mmol=0.4484))
        salts.append(_record("potassium_chloride", element="potassium", grams_per_mmol=0.07455))
        drugs = {
            "omeprazole": "mg/d",
            "furosemide": "mg",
            "cisplatin": "mg/m2",
            "cetuximab": "mg/m2/d",
            "adrenaline": "ug/kg/min",
            "insulin": "IU/d",
            "pth_1_34": "ug/d",
        }
        states = (
            "preeclampsia",
            "diarrhoea",
            "glucose_clamp",
            "chronic_kidney_disease",
            "anuria",
            "parenteral_nutrition",
        )
        states += ("nasogastric_suction", "exercise", "hyperthyroidism", "starvation")
        self.records = {
            "salt": salts,
            "drug": [_record(name, dose_unit=unit) for name, unit in drugs.items()],
            "state": [_record(name) for name in states],
            "gene": [_record(name) for name in ("TRPM6", "CNNM2", "CLDN16")],
            "food": [_record(name) for name in ("almonds", "spinach")],
            "procedure": [_record("parathyroidectomy"), _record("ileal_resection", options=("remaining",))],
        }

    def find(self, kind: str, name: str) -> SimpleNamespace | None:
        wanted = name.strip().lower().replace(" ", "_").replace("-", "_")
        for record in self.records.get(kind, []):
            if wanted in (record.name.lower(), *record.aliases):
                return record
        return None

    def names(self, kind: str) -> list[str]:
        return [record.name for record in self.records.get(kind, [])]

    def kinds_of(self, name: str) -> list[str]:
        return [kind for kind in self.records if self.find(kind, name)]


VOCABULARY = SmallVocabulary()
