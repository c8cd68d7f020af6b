"""Reads a timeline: which kind of entry each one is, and whether they agree with each other."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator, Mapping
from itertools import groupby, islice

from magnesia.case.clock import hours
from magnesia.case.dialysing import DIALYSE
from magnesia.case.fields import Fields
from magnesia.case.giving import GIVE
from magnesia.case.kinds import Reading, Schema
from magnesia.case.places import Mapping as MappingNode
from magnesia.case.places import Node, describe
from magnesia.case.problems import Misread, nearest
from magnesia.case.repeats import INSTANT_H, MOST_OCCASIONS
from magnesia.case.starting import CHANGE, START, STOP
from magnesia.case.states import Condition
from magnesia.case.timeline import Dialyse, Give, Start, Stop, TimelineEntry
from magnesia.case.vocabulary import Vocabulary

_VERBS: dict[str, Fields] = {
    "give": GIVE,
    "start": START,
    "stop": STOP,
    "habits": CHANGE,
    "dialyse": DIALYSE,
    "dialyze": DIALYSE,
}


class TimelineItem:
    """One entry: the verb among its keys decides how it is read."""

    def read(self, node: Node, reading: Reading) -> TimelineEntry | None:
        if not isinstance(node, MappingNode):
            raise Misread(
                node.place, f"a timeline entry is a mapping such as `{{at: 0 h, give: ...}}`, not {describe(node)}"
            )
        verbs = [entry.key for entry in node.entries if entry.key.text in _VERBS]
        if len(verbs) > 1:
            message = f"`{verbs[0].text}` and `{verbs[1].text}` cannot share an entry; make two entries of them"
            raise Misread(verbs[1].place, message)
        if not verbs:
            raise _without_verb(node)
        read: TimelineEntry | None = _VERBS[verbs[0].text].read(node, reading)
        return read

    def schema(self, vocabulary: Vocabulary) -> Schema:
        verbs = []
        for verb, fields in _VERBS.items():
            one = fields.schema(vocabulary)
            one["required"] = sorted({*one["required"], verb})
            verbs.append(one)
        return {"anyOf": verbs}


def _without_verb(node: MappingNode) -> Misread:
    """The complaint about an entry that says nothing happens: a misspelled verb, or none."""
    for entry in node.entries:
        near = nearest(entry.key.text, _VERBS, 1)
        if near:
            message = f"unknown key in a timeline entry `{entry.key.text[:60]}`; nearest: {near[0]}"
            return Misread(entry.key.place, message)
    return Misread(node.place, "a timeline entry needs one of `give:`, `start:`, `stop:`, `habits:` or `dialyse:`")


def check_infusions(entries: tuple[TimelineEntry, ...], reading: Reading) -> None:
    """Notes infusions (and slow doses) of one substance by one route that overlap, and dialyses that do.

    A slow dose on top of a running infusion is a bolus and fine; two infusions at once are a slip of the pen.
    """
    lasting = [entry for entry in entries if isinstance(entry, Dialyse) or (isinstance(entry, Give) and entry.over)]
    lasting.sort(key=_lane)
    for _, lane in groupby(lasting, key=_lane):
        _check_lane(list(lane), reading)


def _lane(entry: TimelineEntry) -> tuple[str, ...]:
    """What may happen only once at a time."""
    if isinstance(entry, Give):
        return "give", entry.substance, entry.route or "", "rate" if entry.rate else "dose"
    return ("dialyse",)


def _check_lane(entries: list[Give | Dialyse], reading: Reading) -> None:
    told: set[frozenset[int]] = set()
    merged = heapq.merge(*(_numbered(entry, index) for index, entry in enumerate(entries)))
    running, end = 0, -math.inf
    for begin, finish, index in islice(merged, 2 * MOST_OCCASIONS):
        pair = frozenset((running, index))
        if begin < end - INSTANT_H and running != index and pair not in told:
            told.add(pair)
            one, other = sorted((entries[running], entries[index]), key=lambda entry: entry.place)
            what = f"infusion of {one.substance} ({one.route})" if isinstance(one, Give) else "dialysis"
            overlap = f"overlaps the one on line {one.place.line} from {hours(begin)} on"
            reading.problems.add(other.place, f"this {what} {overlap}; end one before the other begins")
        if finish > end:
            running, end = index, finish


def _numbered(entry: Give | Dialyse, index: int) -> Iterator[tuple[float, float, int]]:
    return ((begin, end, index) for begin, end in islice(entry.spans(math.inf), MOST_OCCASIONS))


def check_stops(entries: tuple[TimelineEntry, ...], conditions: Mapping[str, Condition], reading: Reading) -> None:
    """Notes stops of what was never started, or not yet."""
    first: dict[str, Start] = {}
    for entry in sorted((entry for entry in entries if isinstance(entry, Start)), key=lambda start: start.at):
        first.setdefault(entry.name, entry)
    for stop in entries:
        if not isinstance(stop, Stop) or stop.name in conditions:
            continue
        start = first.get(stop.name)
        if start is None:
            near = nearest(stop.name, first)
            offer = f" (started were: {', '.join(near)})" if near else ""
            message = f"`stop: {stop.name}` stops what was never started{offer}; add `start: {stop.name}` before it"
            reading.problems.add(stop.place, message)
        elif start.at >= stop.at:
            begun = f"its start at {hours(start.at)} (line {start.place.line})"
            message = f"`stop: {stop.name}` at {hours(stop.at)} comes before {begun}; move one of them"
            reading.problems.add(stop.place, message)
