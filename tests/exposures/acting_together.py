"""People on whom several exposures act at once, drawn at random, and what must hold in each of them."""

from __future__ import annotations

from typing import Any

import numpy as np
import yaml
from hypothesis import strategies as st

from magnesia.body import whole_body
from magnesia.case import read_case
from magnesia.exposures import registry
from magnesia.exposures.kinds import Drug
from magnesia.simulation import simulate

DAYS = 10
SOLVER_ERROR = 1e-7  # mmol about an emptied pool, at the tolerance used here
NEEDED = {"glucose_clamp": {"value": "9 mmol/L"}, "parenteral_nutrition": {"magnesium": "3 mmol/d"}}
"""What a state cannot be started without."""
DIALYSES = {
    "haemodialysis": {"for": "4 h", "blood_flow": "300 mL/min", "dialysate_flow": "500 mL/min"},
    "haemodiafiltration": {"for": "4 h", "blood_flow": "350 mL/min", "dialysate_flow": "500 mL/min"},
    "peritoneal": {"volume": "2 L", "exchanges": "4 /d"},
    "crrt": {"effluent": "25 mL/kg/h"},
}
POOLS = tuple(state.name for state in whole_body().states if state.role == "store" and state.name != "plasma_magnesium")


def _started(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    names = [name for name in registry.names(kind) if name not in DIALYSES]
    return st.builds(started, st.sampled_from(names), st.sampled_from([0.5, 1.0, 1.5]), st.integers(0, DAYS - 1))


def started(name: str, strength: float, day: int) -> dict[str, Any]:
    """``name`` from a day on, at a strength: of the usual dose, or a severity."""
    entry: dict[str, Any] = {"at": f"{day} d", "start": name, **NEEDED.get(name, {})}
    record = registry.find("drug", name)
    if isinstance(record, Drug):
        per = f"/{record.per}" if record.per else ""
        unit = record.dose_unit.replace("/d", f"{per}/d")
        entry["dose"] = f"{strength * record.usual_dose:.6g} {unit}"
    elif name not in NEEDED:
        entry["severity"] = min(strength, 1.0)
    return entry


def _dialysis(name: str, day: int, bath: float) -> dict[str, Any]:
    return {"at": f"{day} d", "dialyse": name, "bath_magnesium": f"{bath} mmol/L", **DIALYSES[name]}


def _name(entry: dict[str, Any]) -> str:
    """One kind of dialysis at a time, and every other exposure once."""
    return "dialysis" if "dialyse" in entry else str(entry.get("start") or entry["give"])


SALTS = st.builds(
    lambda name, day, dose: {"at": f"{day} d", "give": name, "dose": f"{dose} mmol", "route": "oral", "every": "12 h"},
    st.sampled_from(["magnesium_oxide", "magnesium_citrate", "potassium_chloride", "calcium_carbonate"]),
    st.integers(0, DAYS - 1), st.sampled_from([5, 15, 40]),
)  # fmt: skip
ACTING = st.one_of(
    _started("drug"), _started("drug"), _started("state"), _started("state"), _started("procedure"), SALTS,
    st.builds(_dialysis, st.sampled_from(sorted(DIALYSES)), st.integers(0, DAYS - 1), st.sampled_from([0.25, 0.5, 1])),
)  # fmt: skip
PEOPLE = st.fixed_dictionaries(
    {"sex": st.sampled_from(["female", "male"]), "age": st.sampled_from(["2 y", "12 y", "30 y", "60 y", "85 y"])},
    optional={
        "egfr": st.sampled_from(["10 mL/min/1.73m2", "30 mL/min/1.73m2", "60 mL/min/1.73m2"]),
        "genes": st.dictionaries(
            st.sampled_from(registry.names("gene")), st.sampled_from(["absent", "half", "gain"]), max_size=2
        ),
    },
)
DOCUMENTS = st.fixed_dictionaries({
    "title": st.just("Several exposures at once"),
    "person": PEOPLE,
    "habits": st.fixed_dictionaries({"magnesium": st.sampled_from(["20 mg/d", "320 mg/d", "700 mg/d"])}),
    "timeline": st.lists(ACTING, min_size=1, max_size=5, unique_by=_name),
})  # fmt: skip


def check(document: dict[str, Any]) -> list[str]:
    """Runs a case; returns its warnings. Nobody fails who can live, no pool is negative, nothing is lost."""
    (result,) = simulate(
        read_case(yaml.safe_dump(document)), outputs=[*POOLS, "serum_magnesium", "serum_potassium", "serum_calcium"],
        at=list(np.linspace(0.0, 24.0 * DAYS, 2 * DAYS + 1)), tolerance=1e-5,
    )  # fmt: skip
    if result.failures and "absent" in document["person"].get("genes", {}).values():
        assert "no settled state" in result.failures[0].reason  # nobody lives without some of them; the reason is said
        return list(result.warnings)
    assert not result.failures
    assert max(result.balance.values()) < 1e-9
    for name, output in result.outputs.items():
        assert np.isfinite(output.values).all(), name
        assert output.values.min() >= -SOLVER_ERROR, f"{name} is negative"
    return list(result.warnings)
