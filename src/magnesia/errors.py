"""Errors are part of the product: one sentence that says what is wrong, where, and what would put it right."""

from __future__ import annotations


class MagnesiaError(Exception):
    """A failure with a sentence for the user; ``exit_code`` is what the command line returns."""

    exit_code = 1


class InputError(MagnesiaError):
    """What the user gave cannot be used: a file, an option, a name."""

    exit_code = 2


class ComputationError(MagnesiaError):
    """The input is fine but a result could not be computed."""

    exit_code = 3
