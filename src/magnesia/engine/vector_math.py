"""Exponential, logarithm and powers of eight numbers at once, as instructions.

Relative errors stay near 3e-16. Infinities, zeros, denormals and NaN come out as in the C library, because a person
whose equations leave their domain must be found and named.
"""

from __future__ import annotations

import math
import struct

from magnesia.engine.emit import INTEGERS, VECTOR, Value

ROUNDING = 1.5 * 2.0**52  # adding it leaves the nearest whole number in the low bits of a double
LN2_HIGH = float.fromhex("0x1.62e42feep-1")  # ln 2 in two parts: multiples of the first are exact
LN2_LOW = 1.90821492927058770002e-10
LEAST_NORMAL = 2.0**-1022
LARGEST_WHOLE_POWER = 64

# Chebyshev interpolation of (exp(r) - 1 - r) / r**2 for |r| < ln(2)/2, lowest power first.
EXP_COEFFICIENTS = (
    0.5, 0.16666666666666669, 0.04166666666662399, 0.008333333333330051, 0.0013888888917281794,
    0.00019841269863105968, 2.480152119021773e-05, 2.7557268378684192e-06, 2.7620138719733994e-07,
    2.5100424157005067e-08,
)  # fmt: skip
# Chebyshev interpolation of (log((1 + s) / (1 - s)) - 2 s) / s**3 in s**2, for |s| < (sqrt(2) - 1) / (sqrt(2) + 1).
LOG_COEFFICIENTS = (
    0.666666666666667, 0.3999999999989889, 0.28571428626253836, 0.22222211089379496, 0.1818289243253687,
    0.15331611722055008, 0.14617807153417325,
)  # fmt: skip


def exp(x: Value) -> Value:
    code = x.code
    # Beyond these bounds the result is 0 or infinity anyway; NaN fails both comparisons and stays.
    x = (x > 710.0).choose(code.like(710.0, VECTOR), x)
    x = (x < -746.0).choose(code.like(-746.0, VECTOR), x)
    shifted = x * (1 / math.log(2)) + ROUNDING
    whole = shifted - ROUNDING
    rest = x - whole * LN2_HIGH - whole * LN2_LOW
    square = rest * rest
    result = 1.0 + (rest + square * _polynomial(rest, EXP_COEFFICIENTS))
    # 2**whole in two factors, so that results next to overflow and underflow are still right.
    exponent = shifted.cast("bitcast", INTEGERS) - _bits(ROUNDING)
    half = code.value(INTEGERS, f"ashr {INTEGERS} {exponent.text}, {code.like(1, INTEGERS).text}")
    return result * _power_of_two(half) * _power_of_two(exponent - half)


def log(x: Value) -> Value:
    code = x.code
    tiny = x < LEAST_NORMAL
    scaled = tiny.choose(x * 2.0**54, x)
    # Subtracting the bits of sqrt(1/2) before splitting off the exponent puts the mantissa into sqrt(1/2) ... sqrt(2).
    offset = scaled.cast("bitcast", INTEGERS) - _bits(math.sqrt(0.5))
    exponent = code.value(INTEGERS, f"ashr {INTEGERS} {offset.text}, {code.like(52, INTEGERS).text}")
    mantissa = ((offset & (2**52 - 1)) + _bits(math.sqrt(0.5))).cast("bitcast", VECTOR)
    whole = exponent.cast("sitofp", VECTOR) - tiny.choose(code.like(54.0, VECTOR), 0.0)
    excess = mantissa - 1.0
    s = excess / (excess + 2.0)
    square = s * s
    result = whole * LN2_HIGH + (s * 2.0 + (s * square * _polynomial(square, LOG_COEFFICIENTS) + whole * LN2_LOW))
    # Infinity and NaN give themselves, zero minus infinity, negative numbers NaN.
    result = (x < math.inf).choose(result, x)
    result = x.compare("oeq", 0.0).choose(code.like(-math.inf, VECTOR), result)
    return (x < 0.0).choose(code.like(math.nan, VECTOR), result)


def sqrt(x: Value) -> Value:
    return x.call("sqrt")


def whole_power(x: Value, exponent: int) -> Value:
    """x to a whole power of at most ``LARGEST_WHOLE_POWER`` by repeated squaring."""
    if exponent < 0:
        return 1.0 / whole_power(x, -exponent)
    result: Value | None = None
    square = x
    while exponent:
        if exponent & 1:
            result = square if result is None else result * square
        exponent >>= 1
        if exponent:
            square = square * square
    assert result is not None  # the graph folds x**0
    return result


def _polynomial(x: Value, coefficients: tuple[float, ...]) -> Value:
    """Lowest power first. Pairs are joined level by level (Estrin): shorter chains than Horner's rule."""
    terms: list[Value | float] = list(coefficients)
    power = x
    while len(terms) > 1:
        terms = [power * terms[i + 1] + terms[i] if i + 1 < len(terms) else terms[i] for i in range(0, len(terms), 2)]
        power = power * power
    assert isinstance(terms[0], Value)
    return terms[0]


def _power_of_two(exponent: Value) -> Value:
    code = exponent.code
    biased = exponent + 1023
    return code.value(INTEGERS, f"shl {INTEGERS} {biased.text}, {code.like(52, INTEGERS).text}").cast("bitcast", VECTOR)


def _bits(number: float) -> int:
    return int.from_bytes(struct.pack("<d", number), "little")
