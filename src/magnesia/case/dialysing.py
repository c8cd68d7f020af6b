"""Reads ``dialyse`` entries."""

from __future__ import annotations

from magnesia.case.amounts import Amount
from magnesia.case.analytes import MAGNESIUM
from magnesia.case.clock import AT, FOR, REPEATING, repeats_of, without_overlap
from magnesia.case.fields import NOTE, Field, Fields, Values
from magnesia.case.kinds import Choice, Flag, Reading, words
from magnesia.case.measures import Measure, Typed, TypedQuantity
from magnesia.case.problems import Misread
from magnesia.case.repeats import Repeats
from magnesia.case.timeline import Dialyse

DIALYSIS = Choice(
    "kind of dialysis",
    words(
        ("haemodialysis", "hemodialysis", "hd"),
        ("haemodiafiltration", "hemodiafiltration", "hdf"),
        ("peritoneal", "peritoneal_dialysis", "pd", "capd"),
        ("crrt", "cvvh", "cvvhd", "cvvhdf", "haemofiltration", "hemofiltration"),
    ),
)
_SESSIONS = ("haemodialysis", "haemodiafiltration")
_ONLY = {
    "volume": ("peritoneal",),
    "exchanges": ("peritoneal",),
    "effluent": ("crrt", "haemodiafiltration"),
    "blood_flow": (*_SESSIONS, "crrt"),
    "dialysate_flow": (*_SESSIONS, "crrt"),
    "citrate": (*_SESSIONS, "crrt"),
}


def _build(values: Values, reading: Reading) -> Dialyse | None:
    if not values.complete:
        return None
    kind = values.get("dialyse")
    for option, kinds in _ONLY.items():
        if option in values.read and kind not in kinds:
            raise Misread(
                values.place_of(option), f"`{option}` has no meaning for {kind}; it goes with {' or '.join(kinds)}"
            )
    repeats = repeats_of(values)
    duration = _duration(values, kind, repeats)
    without_overlap(values, repeats, duration, "session")
    settings = values.only("bath_magnesium", "blood_flow", "dialysate_flow", "citrate", "volume", "exchanges", "note")
    return Dialyse(
        values.get("at"), kind, duration, effluent=_effluent(values), ultrafiltration=_fluid_removal(values, duration),
        repeats=repeats, place=values.place, **settings,
    )  # fmt: skip


def _duration(values: Values, kind: str, repeats: Repeats | None) -> float | None:
    if "for" in values.read and "until" in values.read and repeats is None:
        raise Misread(values.place_of("for"), "`for` and `until` both say when dialysis ends; keep one")
    if "for" in values.read:
        return float(values.get("for"))
    if repeats is None and "until" in values.read:
        return float(values.get("until") - values.get("at"))
    if kind in _SESSIONS or repeats is not None:
        raise Misread(values.place, f"`dialyse: {kind}` needs `for:`, the length of a session, as in `for: 4 h`")
    return None


def _effluent(values: Values) -> Amount | None:
    typed: TypedQuantity | None = values.get("effluent")
    if typed is None:
        return None
    if typed.quantity.unit.dimension.body:
        return Amount(typed.convert("L/kg/h", 0, 1, "an effluent"), "L", "kg", "h")
    return Amount(typed.convert("L/h", 0, 60, "an effluent"), "L", None, "h")


def _fluid_removal(values: Values, duration: float | None) -> float | None:
    """L/h from a flow, or from the litres of a whole session."""
    typed: TypedQuantity | None = values.get("ultrafiltration")
    if typed is None:
        return None
    if typed.quantity.unit.dimension.time or duration is None:
        return typed.convert("L/h", 0, 20, "ultrafiltration")
    return typed.convert("L", 0, 20 * duration, "ultrafiltration") / duration


DIALYSE = Fields(
    "a `dialyse` entry",
    (
        AT,
        Field(
            "dialyse",
            DIALYSIS,
            "haemodialysis, haemodiafiltration, peritoneal or crrt.",
            required=True,
            aliases=("dialyze",),
        ),
        FOR,
        *REPEATING,
        Field(
            "bath_magnesium",
            Measure("mmol/L", 0, 20, MAGNESIUM, "bath magnesium"),
            "Magnesium of the dialysis fluid, as in `0.5 mmol/L`.",
        ),
        Field(
            "blood_flow",
            Measure("mL/min", 0, 1000, what="a blood flow"),
            "Blood through the dialyser, as in `300 mL/min`.",
        ),
        Field(
            "dialysate_flow",
            Measure("mL/min", 0, 2000, what="a dialysate flow"),
            "Dialysis fluid through the dialyser, as in `500 mL/min`.",
        ),
        Field("effluent", Typed("25 mL/kg/h"), "Effluent of continuous treatment, as in `25 mL/kg/h` or `2 L/h`."),
        Field("ultrafiltration", Typed("2 L"), "Fluid taken off, as in `2 L` for the session or `500 mL/h`."),
        Field("citrate", Flag(), "true if citrate keeps the circuit from clotting."),
        Field(
            "volume",
            Measure("L", 0.05, 5, what="the volume of an exchange"),
            "Volume of each peritoneal exchange, as in `2 L`.",
        ),
        Field(
            "exchanges",
            Measure("/d", 0, 50, what="the number of exchanges"),
            "Peritoneal exchanges per day, as in `4 /d`.",
        ),
        NOTE,
    ),
    _build,
)
