"""``explain`` and ``list`` answer for every name, and say what is nearest where there is none."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from magnesia.body import whole_body
from magnesia.evidence.sources import bibliography
from magnesia.exposures import registry
from magnesia.tables.explanations import explanation

KEYS = {"name", "value", "unit", "spread", "uncertainty", "source", "how", "about"}


def test_a_parameter_is_explained_with_its_source(magnesia: Callable) -> None:
    record = json.loads(magnesia("explain", "kidney.gfr", "--json").out)
    assert record.keys() >= KEYS
    assert record["unit"] == "L/h"
    assert record["source"] in bibliography()
    assert "Inker" in record["citation"]


def test_every_name_of_the_body_is_explained() -> None:
    body = whole_body()
    for named in (*body.parameters, *body.states, *body.flows, *body.signals):
        found = explanation(named.name)
        assert found.about
        assert found.unit or found.kind in registry.KINDS


@pytest.mark.parametrize("kind", registry.KINDS)
def test_every_exposure_is_explained(kind: str) -> None:
    for name in registry.names(kind):
        found = explanation(name)
        assert found.about
        assert list(found.lines())


def test_short_name_is_enough_where_it_is_the_only_one() -> None:
    assert explanation("gfr") is explanation("kidney.gfr")


def test_an_unknown_name_is_answered_with_the_three_nearest(magnesia: Callable) -> None:
    code, out, err = magnesia("explain", "kidny.gf")
    assert code == 2
    assert not out
    offered = err.split("nearest: ")[1].strip().rstrip(".").split(", ")
    assert len(offered) == 3
    assert offered[0] == "kidney.gfr"


def test_all_explains_every_parameter(magnesia: Callable) -> None:
    records = json.loads(magnesia("explain", "--all", "--json").out)
    assert {record["name"] for record in records} == {record.name for record in whole_body().parameters}
    assert all(record.keys() >= KEYS for record in records)


def test_all_prints_tables_by_organ_and_counts(magnesia: Callable) -> None:
    lines = magnesia("explain", "--all").out.splitlines()
    heading = next(line for line in lines if line.startswith("Kidney"))
    assert heading.split()[1:] == ["Value", "Unit", "Spread", "Uncertainty", "How", "Source"]
    filtration = next(line for line in lines if line.startswith("gfr"))
    assert "L/h" in filtration and "measured" in filtration and filtration.rstrip().endswith("inker2021_ckdepi")
    together = next(line for line in lines if line.startswith("together"))
    assert together.split()[1] == str(len(whole_body().parameters))
    origins = [line.split()[0] for line in lines[lines.index(together) - 6 : lines.index(together)]]
    assert origins == ["measured", "fitted", "derived", "assumed", "animal", "definition"]


def test_nothing_to_explain_is_a_sentence(magnesia: Callable) -> None:
    assert magnesia("explain").code == 2


@pytest.mark.parametrize("kind", ["observables", "salts", "foods", "drugs", "states", "genes", "procedures", "cases"])
def test_lists_have_the_keys_of_the_contract(magnesia: Callable, kind: str) -> None:
    rows = json.loads(magnesia("list", kind, "--json").out)
    assert rows
    assert all(row.keys() == {"name", "aliases", "about", "sources"} and row["about"] for row in rows)
    assert [row["name"] for row in rows] == sorted(row["name"] for row in rows)
    assert rows[0]["name"] in magnesia("list", kind).out


def test_what_cannot_be_listed_is_a_sentence(magnesia: Callable) -> None:
    code, _, err = magnesia("list", "planets")
    assert code == 2
    assert "observables" in err


def test_schema_is_json(magnesia: Callable) -> None:
    assert json.loads(magnesia("schema").out)["type"] == "object"


def test_version_and_notice(magnesia: Callable) -> None:
    assert "not a medical device" in magnesia("version").out
