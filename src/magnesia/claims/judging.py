"""What the program can say of each claim today."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from magnesia.claims import trials
from magnesia.claims.carrying import Carrier, carrier
from magnesia.claims.rows import Claim, named
from magnesia.claims.trials import Checked

STATUSES = ("reproduced", "carried", "recorded", "disputed", "not yet", "failed")
_OF_KIND = {
    "mechanism": "reproduced",
    "quantity": "reproduced",
    "knowledge": "carried",
    "association": "recorded",
    "disputed": "disputed",
}
_SHOWN = 3  # conditions or names told in one line


@dataclass(frozen=True)
class Judged:
    """A claim, what came of its experiments, and who carries it."""

    claim: Claim
    checks: tuple[Checked, ...]
    carriers: tuple[Carrier, ...]

    @property
    def status(self) -> str:
        """One of ``STATUSES``. What a claim is decides what evidence it needs; ``failed`` is an experiment that did."""
        if not all(checked.holds for checked in self.checks):
            return "failed"
        if self.claim.disputed:
            return "disputed"
        if self.claim.lacking:
            return "not yet"
        # no experiment here can show it: its numbers stand, and nothing is claimed for the model
        only_recorded = _OF_KIND[self.claim.kind] == "reproduced" and not self.checks and self.claim.recorded
        return "recorded" if only_recorded else _OF_KIND[self.claim.kind]

    @property
    def evidence(self) -> str:
        """The evidence in a line or two."""
        return " ".join(f"{part.rstrip('.')}." for part in self._parts() if part)

    def as_json(self) -> dict[str, str]:
        """The row as ``claims --json`` prints it; a failed experiment has not shown the claim yet."""
        status = "not yet" if self.status == "failed" else self.status
        return {"id": self.claim.id, "status": status, "evidence": self.evidence}

    def _parts(self) -> list[str]:
        claim, failed = self.claim, [str(checked) for checked in self.checks if not checked.holds]
        held = f"{len(self.checks) - len(failed)} of {len(self.checks)} conditions hold"
        parts = [f"Failed: {'; '.join(failed)}; {held}"] if failed else []
        if claim.disputed:
            parts.append(claim.disputed.says)
        if self.checks and not failed:
            parts.append(f"Simulated: {_few([str(checked) for checked in self.checks], 'conditions')}")
        if self.carriers:
            parts.append(f"Carried by {_few([str(one) for one in self.carriers], 'names')}")
        parts += [f"{one.what}: {one.value}, {one.who}; {one.limits}" for one in claim.recorded]
        parts += [f"Not shown yet: {claim.lacking}"] if claim.lacking else []
        parts += [f"Apart from: {claim.apart_from}"] if claim.apart_from else []
        return parts


def judge(ids: list[str] | None = None, progress: Callable[[float], None] | None = None) -> list[Judged]:
    """Every claim of these ids (all if there are none), its experiments run and its names looked up.

    ``progress`` is told the share done, 0 to 1. Raises ``InputError`` for an unknown id.
    """
    claims = named(ids or [])
    checks = trials.run(claims, progress)
    return [Judged(claim, tuple(checks[claim.id]), tuple(_carriers(claim))) for claim in claims]


def _carriers(claim: Claim) -> list[Carrier]:
    return [carrier(words, name) for words, names in claim.carried.items() for name in names]


def _few(texts: list[str], of: str) -> str:
    more = len(texts) - _SHOWN
    return "; ".join(texts[:_SHOWN]) + (f"; and {more} more {of}" if more > 0 else "")
