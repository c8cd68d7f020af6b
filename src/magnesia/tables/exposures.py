"""What a salt, drug, state, gene or procedure does, how fast, how strongly by the studies, and how well it is known."""

from __future__ import annotations

from collections.abc import Iterator

from magnesia.exposures import registry
from magnesia.exposures.kinds import DAY_H, AnyRecord, Drug, Effect, Salt
from magnesia.sizes.kept import sizes_of
from magnesia.sizes.wording import line
from magnesia.tables.explanations import Explanation

# what is most telling about a kind of exposure, and its unit where the record does not say it
_MEASURE = {"salt": ("grams_per_mmol", "g/mmol"), "food": ("magnesium", "mg/100 g"), "drug": ("usual_dose", None)}
_VERBS = {"multiply": "times", "add": "plus", "replace": "becomes"}


def exposures() -> Iterator[Explanation]:
    """The explanation of every exposure."""
    for kind in registry.KINDS:
        for name in registry.names(kind):
            record = registry.find(kind, name)
            assert record is not None
            yield _exposure(record)


def _exposure(record: AnyRecord) -> Explanation:
    attribute, unit = _MEASURE.get(record.kind, ("", None))
    hows = [getattr(record, "how", None), *(effect.how for effect in record.effects)]
    return Explanation(
        record.name, record.kind, record.about, unit or getattr(record, "dose_unit", None),
        getattr(record, attribute, None),
        source=", ".join(dict.fromkeys([*record.sources, *(effect.source for effect in record.effects)])),
        how=", ".join(dict.fromkeys(how for how in hows if how)) or None,
        aliases=record.aliases, effects=(*_own_words(record), *map(_effect, record.effects)),
        confidence=record.confidence, sizes=tuple(map(line, sizes_of(record.name))),
    )  # fmt: skip


def _own_words(record: AnyRecord) -> Iterator[str]:
    """What a record says apart from its effects."""
    if isinstance(record, Salt):
        yield f"{100 * record.elemental_fraction:.3g} % {record.element} by weight ({record.formula})"
        yield f"{100 * record.soluble_share:.3g} % dissolves at once, the rest waits for acid"
    elif isinstance(record, Drug):
        if record.atc:
            yield f"ATC code {record.atc}"
        if record.studied is not None:
            yield f"studied from {record.studied[0]:g} to {record.studied[1]:g} {record.dose_unit}"


def _effect(effect: Effect) -> str:
    size = f"{effect.size:.3g}" if effect.size is not None else f"a value by {effect.option or 'function'}"
    return f"{effect.parameter} {_VERBS[effect.operation]} {size}{_course(effect)}: {effect.why}"


def _course(effect: Effect) -> str:
    """The time constants in words."""
    parts = []
    if effect.accumulates:
        parts.append("by the dose so far")
    elif effect.fades is not None:
        parts.append(f"fading within {_span(effect.fades)}")
    elif effect.onset:
        parts.append(f"within {_span(effect.onset)}")
    if effect.offset:
        parts.append(f"gone {_span(effect.offset)} after")
    return f" ({', '.join(parts)})" if parts else ""


def _span(hours: float) -> str:
    if hours < 2 * DAY_H:
        return f"{hours:g} h"
    days = hours / DAY_H
    return f"{days:.0f} d" if days < 100 else f"{days / 30.4:.0f} months"
