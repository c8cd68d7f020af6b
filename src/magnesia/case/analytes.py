"""What turns a mass or a charge of a substance into an amount: molar masses and charges."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Analyte:
    """A substance that is measured or dosed.

    ``molar_mass`` is g/mol (None: only moles or only grams make sense), ``charge`` the equivalents per mole (None: it
    has no mEq) and ``activity`` the international units per gram (None: no IU).
    """

    name: str
    molar_mass: float | None = None
    charge: int | None = None
    activity: float | None = None


MAGNESIUM = Analyte("magnesium", 24.305, 2)
CALCIUM = Analyte("calcium", 40.078, 2)
POTASSIUM = Analyte("potassium", 39.098, 1)
SODIUM = Analyte("sodium", 22.990, 1)
# laboratories report phosphate as its phosphorus, and its charge changes with pH: no mEq
PHOSPHATE = Analyte("phosphate", 30.974)
CREATININE = Analyte("creatinine", 1e3 / 8.84)  # so that 1 mg/dL is 88.4 umol/L, as laboratories convert it
GLUCOSE = Analyte("glucose", 180.156)
PTH = Analyte("pth", 9425.0)
CALCITRIOL = Analyte("calcitriol", 416.64)
OSTEOCALCIN = Analyte("osteocalcin", 5800.0)

ANALYTES = {
    analyte.name: analyte
    for analyte in (MAGNESIUM, CALCIUM, POTASSIUM, CREATININE, GLUCOSE, PTH, CALCITRIOL, OSTEOCALCIN)
}
ELEMENTS = {analyte.name: analyte for analyte in (MAGNESIUM, CALCIUM, POTASSIUM, SODIUM, PHOSPHATE)}
# hormones and vitamins that are also dosed in moles or units; other drugs bring a molar mass in their record or none
DRUGS = {
    analyte.name: analyte
    for analyte in (
        Analyte("insulin", 5808.0, activity=28_800.0),
        Analyte("colecalciferol", 384.64, activity=4e7),
        Analyte("calcitriol", 416.64),
        Analyte("pth_1_34", 4117.8),
        Analyte("pth_1_84", 9425.0),
        Analyte("adrenaline", 183.2),
        Analyte("noradrenaline", 169.18),
    )
}
