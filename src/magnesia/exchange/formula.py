"""Expressions as infix text in the dialect that libSBML and Antimony share."""

from __future__ import annotations

from collections.abc import Mapping

from magnesia.engine.expression import Expression

_FUNCTIONS = {"exp": "exp", "log": "ln", "sqrt": "sqrt", "minimum": "min", "maximum": "max"}
_OPERATORS = {"add": (" + ", 1), "subtract": (" - ", 1), "multiply": ("*", 2), "divide": ("/", 2), "power": ("^", 4)}
_NEGATION, _ATOM = 3, 5  # how strongly a sign and an atom hold together, on the scale of the operators above


def identifier(name: str) -> str:
    """A name of the model as the formats allow it: ``kidney.gfr`` becomes ``kidney__gfr``."""
    return name.replace(".", "__")


def formula(root: Expression, names: Mapping[int, str]) -> str:
    """The text of an expression; a subexpression whose serial number is in ``names`` appears by that name.

    A root that has a name of its own is written out, for this is the text that defines the name.
    """
    return _written(root, names)[0]


def number(value: float) -> str:
    """The shortest text that reads back as exactly this number."""
    return repr(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)


def _text(node: Expression, names: Mapping[int, str]) -> tuple[str, int]:
    named = names.get(node.serial)
    return (named, _ATOM) if named is not None else _written(node, names)


def _written(node: Expression, names: Mapping[int, str]) -> tuple[str, int]:
    """The text of a node and how strongly its outermost operator binds."""
    if node.operation == "symbol":
        return identifier(node.name), _ATOM
    if node.operation == "constant":
        return number(node.value), _ATOM if node.value >= 0 else _NEGATION
    parts = [_text(argument, names) for argument in node.arguments]
    if node.operation in _FUNCTIONS:
        return f"{_FUNCTIONS[node.operation]}({', '.join(text for text, _ in parts)})", _ATOM
    if node.operation == "select":
        condition, if_positive, otherwise = (text for text, _ in parts)
        return f"piecewise({if_positive}, {condition} > 0, {otherwise})", _ATOM
    if node.operation == "negate":
        return f"-{_held(parts[0], _ATOM)}", _NEGATION
    sign, strength = _OPERATORS[node.operation]
    # The right side of a minus or a division needs parentheses at equal strength, and both sides of a power do.
    on_left = strength + (node.operation == "power")
    on_right = strength + (node.operation not in ("add", "multiply"))
    return f"{_held(parts[0], on_left)}{sign}{_held(parts[1], on_right)}", strength


def _held(part: tuple[str, int], needed: int) -> str:
    text, strength = part
    return text if strength >= needed else f"({text})"
