"""Every number says where it is from: records of the body, effects of exposures, sources; and none stands elsewhere."""

import ast
from itertools import pairwise
from pathlib import Path

import pytest

import magnesia.body
import magnesia.effects
from magnesia.body import whole_body
from magnesia.body.records import HOW, parameter_records, prior_records
from magnesia.case.habits import Habits
from magnesia.case.person import Person
from magnesia.effects import effect_records
from magnesia.evidence.sources import SEEN_AS, bibliography
from magnesia.exposures import registry
from magnesia.people.habits import daily_intake
from magnesia.people.population import draw
from magnesia.simulation.steady import first_guess, moving_states, steady_state

BODY, EFFECTS = Path(magnesia.body.__file__).parent, Path(magnesia.effects.__file__).parent
NO_EQUATIONS = {"__init__.py", "anatomy.py", "assembly.py", "calibrated.py"}  # builders, and what a fit leaves behind
EQUATIONS = sorted(path for folder in (BODY, EFFECTS) for path in folder.glob("*.py") if path.name not in NO_EQUATIONS)
PLAIN = {0, 1, 2}
OF_THE_ROOT_FORMULA = {("laws.py", 4)}  # b² - 4ac
BEGINNINGS = {"pool": 2, "state": 2, "_cell_water": 4}  # where a call says how large a pool is before it settles

EXPOSURES = [(kind, name) for kind in registry.KINDS for name in registry.names(kind)]


@pytest.mark.parametrize(
    "records", [prior_records, parameter_records, effect_records], ids=["recorded", "calibrated", "organs"]
)
def test_every_parameter_has_unit_source_and_origin(records):
    for record in records().values():
        assert record.unit and record.about and record.how in HOW, record.name
        assert record.source in bibliography(), f"{record.name}: add {record.source} to evidence/sources.yaml"
        assert record.uncertainty > 0 or record.how == "definition", f"{record.name} is {record.how}, yet certain"


def test_every_source_can_be_found_and_says_how_it_was_seen():
    for source in bibliography().values():
        assert source.cite and source.read in SEEN_AS, source.key
        linked = source.doi or source.pmid or source.url
        assert linked or (source.journal and source.year) or source.read == "definition", f"{source.key} leads nowhere"


@pytest.mark.parametrize(("kind", "name"), EXPOSURES)
def test_every_effect_has_source_and_origin(kind, name):
    record = registry.find(kind, name)
    assert record.sources and set(record.sources) <= bibliography().keys()
    for effect in record.effects:
        assert effect.source in bibliography(), f"{name} on {effect.parameter}: {effect.source}"
        assert effect.how in HOW and effect.why, f"{name} on {effect.parameter}"


@pytest.mark.parametrize("path", EQUATIONS, ids=lambda path: path.name)
def test_no_bare_number_stands_in_an_equation(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    allowed = _beginnings(tree) | _explained_constants(tree, text.splitlines())
    bare = [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) in (int, float)
        and node.value not in PLAIN
        and (path.name, node.value) not in OF_THE_ROOT_FORMULA
        and node not in allowed
    ]
    assert not bare, f"{path.name}: give these a record, or a name and the reason for it"


def test_where_pools_begin_is_no_claim():
    """Their first sizes need no source: habits settle them, and they only keep that search short."""
    body = whole_body()
    someone = draw(Person(), body)
    parameters = someone.parameters
    for element, daily in daily_intake(Habits(), someone.covariates).items():
        parameters[body.parameter_index[f"input.oral_{element}"]] += daily / 24
    there, found = steady_state(body, parameters, first_guess(body, parameters))
    elsewhere, also = steady_state(body, parameters, 1.3 * first_guess(body, parameters))
    assert found.all() and also.all()
    settling = moving_states(body)
    assert elsewhere[0, settling] == pytest.approx(there[0, settling], rel=1e-5, abs=1e-9)


def _beginnings(tree):
    """Literals that say how large a pool is before it settles."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    named = [(call, getattr(call.func, "attr", getattr(call.func, "id", ""))) for call in calls]
    return {call.args[BEGINNINGS[name]] for call, name in named if name in BEGINNINGS}


def _explained_constants(tree, lines):
    """Literals of constants of the file that have a name and, above or beside it, a comment that says why."""
    found = set()
    for before, node in pairwise([None, *tree.body]):
        if not isinstance(node, ast.Assign) or not all(name.id.isupper() for name in _names(node.targets)):
            continue
        first = (before.end_lineno if before else 0) or 0
        if any("#" in line for line in lines[first : node.end_lineno]):
            found |= {part for part in ast.walk(node.value) if isinstance(part, ast.Constant)}
    return found


def _names(targets):
    return [part for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
