"""What every name of the model means, gathered from the records, the equations and the exposures."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from magnesia.engine.expression import Expression, walk
from magnesia.engine.model import Flow, Model, Parameter, Signal, State
from magnesia.errors import InputError
from magnesia.evidence.sources import citation
from magnesia.tables.wording import number, unit_text

_CONFIDENCE = {
    "high": "the size in man is known from trials or large series",
    "moderate": "the size in man is known from some studies",
    "low": "the direction is known in man, the size hardly",
}
_LABELS = {"drug": "usual dose", "food": "magnesium", "salt": "weight"}


@dataclass(frozen=True, slots=True)
class Explanation:
    """One name explained; ``source`` holds keys of the bibliography, separated by commas."""

    name: str
    kind: str
    about: str
    unit: str | None = None
    value: float | None = None
    spread: float | None = None
    uncertainty: float | None = None
    source: str | None = None
    how: str | None = None
    depends_on: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    effects: tuple[str, ...] = ()
    confidence: str | None = None
    sizes: tuple[str, ...] = ()
    other_causes: tuple[str, ...] = ()

    @property
    def sources(self) -> list[str]:
        """The keys of the sources."""
        return self.source.split(", ") if self.source else []

    @property
    def citations(self) -> list[str]:
        """The sources in full."""
        return [citation(key) for key in self.sources]

    def as_json(self) -> dict[str, object]:
        """The record as ``explain --json`` prints it."""
        kept = {"name", "value", "unit", "spread", "uncertainty", "source", "how", "about", "kind"}
        record: dict[str, object] = {field: getattr(self, field) for field in self.__slots__ if field in kept}
        record["citation"] = "; ".join(self.citations) or None
        if self.confidence:
            record["confidence"] = self.confidence
        lists = {"depends_on": self.depends_on, "aliases": self.aliases, "effects": self.effects, "sizes": self.sizes,
                 "other_causes": self.other_causes}  # fmt: skip
        return record | {key: list(value) for key, value in lists.items() if value}

    def lines(self) -> Iterator[tuple[str, str]]:
        """Label and text of every line worth printing."""
        yield "about", self.about
        if self.value is not None:
            yield _LABELS.get(self.kind, "value"), f"{number(self.value)} {unit_text(self.unit or '')}".rstrip()
        elif self.unit:
            yield "unit", unit_text(self.unit) or "none (a share or a ratio)"
        if self.spread is not None:
            yield "spread", _of_logarithm(self.spread, "the same in everyone", "between healthy adults")
        if self.uncertainty is not None:
            yield "uncertainty", _of_logarithm(self.uncertainty, "none, by definition", "of the typical value")
        if self.how:
            yield "how", self.how
        yield from (("source", text) for text in self.citations)
        yield from (("effect", text) for text in self.effects)
        yield from (("size", text) for text in self.sizes)
        if self.other_causes:
            yield "other causes", ", ".join(self.other_causes)
        if self.confidence:
            yield "confidence", f"{self.confidence}: {_CONFIDENCE[self.confidence]}"
        if self.depends_on:
            yield "depends on", ", ".join(self.depends_on)
        if self.aliases:
            yield "also called", ", ".join(self.aliases)


def _of_logarithm(deviation: float, none: str, of_what: str) -> str:
    return f"SD {100 * deviation:.3g} % {of_what} (of the logarithm)" if deviation else none


def explanation(name: str) -> Explanation:
    """The explanation of a name; ``InputError`` with the three nearest names if there is none."""
    known = _everything()
    wanted = name.strip().lower().replace("-", "_").replace(" ", "_")
    if wanted in known:
        return known[wanted]
    ends = [full for full in known if full.endswith(f".{wanted}")]
    if len(ends) == 1:
        return known[ends[0]]
    raise InputError(f"Nothing is called `{name[:60]}`; nearest: {', '.join(_nearest(wanted, known))}.")


def _nearest(wanted: str, known: dict[str, Explanation]) -> list[str]:
    """The three names most like the one wanted, alike as a whole or in the part after the organ."""

    def likeness(name: str) -> float:
        parts = {name, name.rpartition(".")[2]}
        return max(difflib.SequenceMatcher(None, wanted[:80], part).ratio() for part in parts)

    ranked = sorted(known, key=likeness, reverse=True)
    return list(dict.fromkeys(known[name].name for name in ranked))[:3]


@cache
def _everything() -> dict[str, Explanation]:
    """Every explanation by name and synonym; names win over synonyms, and what a case can say over the model's own."""
    from magnesia.effects import answering_body
    from magnesia.tables.exposures import exposures

    body = answering_body()
    items = [*_observables(body), *exposures(), *_signs(body), *_model(body)]
    found = {item.name.lower(): item for item in reversed(items)}
    synonyms = {alias.lower(): item for item in reversed(items) for alias in item.aliases}
    return {**synonyms, **found}


def _observables(model: Model) -> Iterator[Explanation]:
    from magnesia.case.observables import OBSERVABLES

    for item in OBSERVABLES.values():
        row = model.signal_index.get(item.name)
        equation = _signal(model.signals[row], model) if row is not None else None
        yield Explanation(
            item.name, "observable", item.about, item.unit, source=equation.source if equation else None,
            how="derived", depends_on=equation.depends_on if equation else (), aliases=item.aliases,
        )  # fmt: skip


def _signs(model: Model) -> Iterator[Explanation]:
    from magnesia.case.observables import SIGNS
    from magnesia.effects.other_causes import other_causes

    for sign in SIGNS.values():
        equation = _signal(model.signals[model.signal_index[f"sign_{sign.name}"]], model)
        own = [symbol for symbol in equation.depends_on if symbol.startswith("signs.")]  # not the body behind it
        yield replace(
            equation, kind="sign", about=sign.about, source=_sources(own, model) or equation.source,
            aliases=(sign.name, *sign.aliases), other_causes=other_causes(sign.name),
        )  # fmt: skip


def _model(model: Model) -> Iterator[Explanation]:
    yield from map(_parameter, model.parameters)
    yield from (_state(state) for state in model.states)
    yield from (_flow(flow, model) for flow in model.flows)
    yield from (_signal(signal, model) for signal in model.signals)


def _parameter(record: Parameter) -> Explanation:
    return Explanation(
        record.name, "parameter", record.about, record.unit, record.value, record.spread, record.uncertainty,
        record.source, record.how,
    )  # fmt: skip


def _state(state: State) -> Explanation:
    return Explanation(state.name, f"state: {state.role}", state.about, state.unit, state.initial)


def _flow(flow: Flow, model: Model) -> Explanation:
    about = f"{flow.about} ({flow.element} from {flow.source} to {flow.target})"
    return _derived(flow.name, "flow", about, "mmol/h", flow.rate, model)


def _signal(signal: Signal, model: Model) -> Explanation:
    return _derived(signal.name, "signal", signal.about, signal.unit, signal.expression, model)


def _derived(name: str, kind: str, about: str, unit: str, expression: Expression, model: Model) -> Explanation:
    """Something an equation gives: its sources are those of the parameters in it."""
    symbols = sorted(node.name for node in walk([expression]) if node.operation == "symbol")
    return Explanation(
        name, kind, about, unit, source=_sources(symbols, model), how="derived", depends_on=tuple(symbols)
    )


def _sources(symbols: Iterable[str], model: Model) -> str | None:
    """Keys of the sources of those that are parameters."""
    records = [model.parameters[model.parameter_index[symbol]] for symbol in symbols if symbol in model.parameter_index]
    return ", ".join(sorted({record.source for record in records} - {"definition"})) or None
