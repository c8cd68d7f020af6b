"""What the keys of a ``seen`` entry can hold: observables, signs, arms, bounds, pairs."""

from __future__ import annotations

import re
from dataclasses import dataclass

from magnesia.case.kinds import Reading, Schema, scalar, understood
from magnesia.case.measures import Typed, TypedQuantity
from magnesia.case.observables import (
    OBSERVABLES,
    SIGN,
    SIGNS,
    Observable,
    Sign,
    find_observable,
    find_sign,
    observables_by_spelling,
    signs_by_spelling,
)
from magnesia.case.places import Listing, Node, Scalar, describe
from magnesia.case.problems import Misread, unknown
from magnesia.case.quantities import parse
from magnesia.case.vocabulary import Vocabulary, belongs

_BOUND = re.compile(r"\s*(<|>|≤|≥)=?")
_SIGN = re.compile(r"\s*sign\s*:?\s*", re.IGNORECASE)


@dataclass(frozen=True)
class SeenValue:
    """A quantity or a bound such as ``"<0.25 mmol/L"``."""

    def read(self, node: Node, reading: Reading) -> tuple[str | None, TypedQuantity]:
        word = scalar(node, "what was seen, like `0.8 mmol/L`")
        bound = _BOUND.match(word.text)
        number = word.text[bound.end() :] if bound else word.text
        sign = {"≤": "<", "≥": ">"}.get(bound[1], bound[1]) if bound else None
        return sign, TypedQuantity(understood(word, lambda text: parse(number)), word)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": ["string", "number"], "examples": ["0.8 mmol/L", "<0.25 mmol/L"]}


@dataclass(frozen=True)
class Pair:
    """Two quantities, the lower first."""

    def read(self, node: Node, reading: Reading) -> tuple[TypedQuantity, TypedQuantity]:
        if not isinstance(node, Listing) or len(node.items) != 2:
            raise Misread(
                node.place, f"a list of two quantities is needed, like `[0.7 mmol/L, 0.9 mmol/L]`, not {describe(node)}"
            )
        low, high = (Typed("0.7 mmol/L").read(item, reading) for item in node.items)
        return low, high

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 2, "maxItems": 2}


@dataclass(frozen=True)
class What:
    """The name of an observable, or ``sign: NAME`` as text."""

    def read(self, node: Node, reading: Reading) -> tuple[Observable, Sign | None]:
        word = scalar(node, "the name of an observable")
        observable = find_observable(word.text)
        if observable is not None:
            return observable, None
        prefix = _SIGN.match(word.text)
        if prefix:
            named = word.text[prefix.end() :]
            return SIGN, _sign(Scalar(named, word.place)) if named else None
        place = belongs(reading.vocabulary, word.text)
        if place:
            raise Misread(word.place, f"`{word.text[:60]}` cannot be seen: {place}")
        if find_sign(word.text):
            raise Misread(word.place, f"`{word.text[:60]}` is a sign; write `sign: {word.text[:60]}`")
        raise Misread(word.place, unknown("observable", word.text, observables_by_spelling()))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"anyOf": [{"enum": list(OBSERVABLES)}, {"type": "string"}]}


@dataclass(frozen=True)
class SignName:
    """The name of a sign."""

    def read(self, node: Node, reading: Reading) -> Sign:
        return _sign(scalar(node, "the name of a sign"))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"anyOf": [{"enum": list(SIGNS)}, {"type": "string"}]}


@dataclass(frozen=True)
class ArmName:
    """The name of an arm of this case."""

    def read(self, node: Node, reading: Reading) -> str:
        word = scalar(node, "the name of an arm")
        if word.text in reading.arms:
            return word.text
        if not reading.arms:
            raise Misread(word.place, f"there is no arm `{word.text[:60]}`: the case has no `arms:`")
        raise Misread(word.place, unknown("arm", word.text, reading.arms))

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"type": "string"}


def _sign(word: Scalar) -> Sign:
    sign = find_sign(word.text)
    if sign is None:
        raise Misread(word.place, unknown("sign", word.text, signs_by_spelling()))
    return sign
