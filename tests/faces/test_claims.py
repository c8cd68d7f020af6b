"""``claims`` walks every claim, tells the details of one, and says which id is nearest to an unknown one."""

from __future__ import annotations

import json
from collections.abc import Callable

from magnesia.claims.rows import claims

STATUSES = {"reproduced", "carried", "recorded", "disputed"}


def test_every_claim_is_walked(magnesia: Callable) -> None:
    shown = magnesia("claims")
    assert shown.code == 0
    assert all(f"{name} " in shown.out for name in claims())
    assert f"{len(claims())} claims: " in shown.out
    assert "not a medical device" in shown.out


def test_json_has_the_keys_of_the_contract(magnesia: Callable) -> None:
    rows = json.loads(magnesia("claims", "--json").out)
    assert [row["id"] for row in rows] == list(claims())
    assert all(row.keys() == {"id", "status", "evidence"} and row["evidence"] for row in rows)
    assert {row["status"] for row in rows} == STATUSES


def test_details_name_protocol_conditions_and_sources(magnesia: Callable) -> None:
    out = magnesia("claims", "kidney-4", "heart-3").out
    for part in ("Glucose held at 12.3", "Djurhuus 2000", "holds", "mannitol", "RR 0.85", "Source: Qu X"):
        assert part in out


def test_an_unknown_claim_is_answered_with_the_nearest(magnesia: Callable) -> None:
    code, out, err = magnesia("claims", "kidny-3")
    assert code == 2
    assert not out
    assert "kidney-3" in err
