"""What a reader should be warned of: doses, pairs and people that nobody has studied."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

import numpy as np

from magnesia.exposures.activity import Activity, Body
from magnesia.exposures.cautioning import Together, cautioning
from magnesia.exposures.gathering import most_within
from magnesia.exposures.kinds import DAY_H, AnyRecord, Drug

FAR = 2.0  # times beyond the studied range before it is worth a word
ADULT_AGE, AGE_IN_MONTHS = 18.0, 2.0  # years
CONTRARY = "at the same time make no sense"
_WRITTEN = {"copd": "COPD", "pth": "PTH", "siadh": "SIADH", "raas": "RAAS", "mtor": "mTOR", "sglt2": "SGLT2",
            "glp1": "GLP-1", "h2": "H2", "egfr": "EGFR"}  # fmt: skip

Span = tuple[float, float]


def cautions(
    activities: Sequence[Activity], body: Body | None = None, age: float | None = None,
    *, female: float | None = None, pregnant: bool | None = None,
) -> list[str]:  # fmt: skip
    """One sentence for each thing that should be doubted, without capital and full stop.

    ``age`` in years, ``female`` the share of women, ``pregnant`` whether anybody is; None if it is not known.
    """
    acting = [one for one in activities if _acts(one)]
    found = [
        *_together(acting),
        *_whom(acting, age, female, pregnant),
        *_doses(acting, body or Body()),
        *_evidence(acting, age),
    ]
    return list(dict.fromkeys(found))


def spoken(name: str) -> str:
    """A name inside a sentence: ``type_1_diabetes`` is type 1 diabetes; those of genes stay as they are."""
    return name if name.isupper() else " ".join(_WRITTEN.get(word, word) for word in name.split("_"))


def plain(value: float) -> str:
    """A number to three significant digits, never with an exponent."""
    text = format(Decimal(f"{value:.3g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def in_years(age: float) -> str:
    """An age as one says it: ``9 years``, ``7 months``."""
    count, unit = (round(12 * age), "month") if age < AGE_IN_MONTHS else (round(age), "year")
    return f"{count} {unit}{'' if count == 1 else 's'}"


def _acts(activity: Activity) -> bool:
    if activity.kind == "gene":
        return bool(np.any(np.asarray(activity.options.get("function", 0.0)) != 1))
    return bool(np.any(np.asarray(activity.severity) > 0))


def _doses(activities: Sequence[Activity], body: Body) -> Iterator[str]:
    for drug, several in _by_record(activities):
        if not isinstance(drug, Drug) or drug.studied is None:
            continue
        low, high = drug.studied
        doses = [_largest(drug, way, body) for way in _by_route(several)]
        wrong = [dose for dose in doses if dose is not None and not low / FAR <= dose <= high * FAR]
        unit = drug.dose_unit.replace("/d", f"/{drug.per}/d" if drug.per else "/d")
        for dose in wrong:
            said = f"{spoken(drug.name)} at {plain(dose)} {unit}"
            yield f"{said} is far outside what was studied ({plain(low)} to {plain(high)})"


def _largest(drug: Drug, activities: Sequence[Activity], body: Body) -> float | None:
    """The most that is given, per day: of single doses what comes together in the time they act, a day at least."""
    window = max(DAY_H, drug.acts)
    ongoing, spans, amounts = [], [], []
    for one in activities:
        if one.dose is None:
            continue
        dose = float(np.mean(np.asarray(one.dose) / body.size(drug.per)))
        if math.isclose(one.stop - one.start, drug.acts):  # a single dose, which is told as if given evenly
            spans.append((one.start, one.stop))
            amounts.append(dose * drug.acts / DAY_H)
        else:
            ongoing.append(dose)
    singly = [most_within(window, spans, amounts) * DAY_H / window] if spans else []
    return max([*ongoing, *singly], default=None)


def _together(activities: Sequence[Activity]) -> Iterator[str]:
    for (first, these), (second, those) in combinations(_by_record(activities), 2):
        rule = next((rule for rule in cautioning().together if rule.speaks_of(first, second)), None)
        both = f"{spoken(first.name)} and {spoken(second.name)}"
        if rule is not None:
            if _meet(_meant(rule, first, these), _meant(rule, second, those)):
                yield f"{both} {CONTRARY}" if rule.says is None else f"{both}: {rule.says}"
        elif (group := _shared_class(first, second)) and _meet(_spans(these), _spans(those)):
            yield f"{both} are both of the class {spoken(group)}; their effects are multiplied"


def _shared_class(first: AnyRecord, second: AnyRecord) -> str:
    same = isinstance(first, Drug) and isinstance(second, Drug) and first.group == second.group
    return first.group if same and isinstance(first, Drug) else ""


def _meant(rule: Together, record: AnyRecord, activities: Iterable[Activity]) -> list[Span]:
    """When a record acts in the way that a rule means; an unknown route may be that."""
    limited = rule.route is not None and rule.is_one(record)
    return _spans(one for one in activities if not limited or one.route in (None, rule.route))


def _spans(activities: Iterable[Activity]) -> list[Span]:
    """When any of them acts: spans apart from each other, rising."""
    found: list[Span] = []
    for begin, end in sorted((one.start, one.stop) for one in activities):
        if found and begin <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((begin, end))
    return found


def _meet(these: Sequence[Span], those: Sequence[Span]) -> bool:
    return any(min(one[1], other[1]) > max(one[0], other[0]) for one in these for other in those)


def _whom(
    activities: Sequence[Activity], age: float | None, female: float | None, pregnant: bool | None
) -> Iterator[str]:
    for record, _ in _by_record(activities):
        who = cautioning().whom.get(record.name)
        if who is None:
            continue
        name = spoken(record.name)
        if who.sex == "female" and female == 0:
            yield f"{name} in a man makes no sense"
        elif age is not None and not who.youngest <= age <= who.oldest:
            yield f"{name} at the age of {in_years(age)} makes no sense"
        elif who.pregnant is not None and pregnant is not None and who.pregnant != pregnant:
            yield f"{name} {'without' if who.pregnant else 'in'} pregnancy makes no sense"


def _evidence(activities: Sequence[Activity], age: float | None) -> Iterator[str]:
    for record, _ in _by_record(activities):
        name = spoken(record.name)
        if any(effect.how == "animal" for effect in record.effects):
            yield f"a part of what {name} does is known from animals only"
        if record.confidence == "low" and record.effects:
            yield f"how strongly {name} acts on magnesium is little known"
        if age is not None and age < ADULT_AGE and isinstance(record, Drug):
            yield f"the effect of {name} on magnesium was studied in adults, not at {in_years(age)}"


def _by_record(activities: Iterable[Activity]) -> list[tuple[AnyRecord, list[Activity]]]:
    names: dict[tuple[str, str], list[Activity]] = defaultdict(list)
    for one in activities:
        names[one.kind, one.name].append(one)
    return [(several[0].record, several) for several in names.values()]


def _by_route(activities: Iterable[Activity]) -> list[list[Activity]]:
    routes: dict[str | None, list[Activity]] = defaultdict(list)
    for one in activities:
        routes[one.route].append(one)
    return list(routes.values())
