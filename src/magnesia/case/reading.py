"""``read_case``: a file, or its text, to a ``Case``; all problems of the file are raised at once."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from magnesia.case.arms import MERGED, MOST_ARMS, OVERRIDES, laid_over, named_arms, removable
from magnesia.case.cases import Case
from magnesia.case.entries import TimelineItem, check_infusions, check_stops
from magnesia.case.fields import NOTE, Field, Fields
from magnesia.case.habits import HABITS
from magnesia.case.kinds import Choice, ListOf, Reading, Schema, Text, words
from magnesia.case.moments import Date
from magnesia.case.person import PERSON
from magnesia.case.places import Listing, Mapping, Node, Scalar
from magnesia.case.problems import Misread, Problems
from magnesia.case.reader import parse, read_file
from magnesia.case.seeing import SEEN
from magnesia.case.vocabulary import Vocabulary, default_vocabulary

HOW_READ = (("fulltext",), ("table",), ("abstract",), ("secondary",), ("memory",))
SPLITS = (("calibration",), ("validation",), ("exposures",))

Arms = tuple[tuple[Scalar, Mapping], ...]


def read_case(source: str | bytes | Path, *, vocabulary: Vocabulary | None = None) -> Case:
    """Reads the file at a path, or a case given as bytes or text (a string with a line break or a ``: ``).

    Raises ``CaseError`` with every problem of the case, or ``InputError`` if the file cannot be read.
    """
    content, path = _content(source)
    problems = Problems()
    root = parse(content, path, problems)
    names = vocabulary or default_vocabulary()
    reading = Reading(problems, names)
    case, arms = _read(root, reading, path)
    variants: dict[str, Case] = {}
    for name, overrides in arms:
        if name.text in variants:
            problems.add(name.place, f"there are two arms `{name.text[:60]}`; rename one")
        whole = laid_over(root, overrides, problems)
        variant, _ = _read(whole, Reading(problems, names, arms=reading.arms), path)
        variants[name.text] = _without_self(variant, name.text, overrides, problems)
    problems.raise_any()
    return replace(case, arms=variants)


def _content(source: str | bytes | Path) -> tuple[bytes, str]:
    if isinstance(source, bytes):
        return source, "<text>"
    if isinstance(source, str) and ("\n" in source or ": " in source or source.lstrip()[:1] in ("{", "[", "")):
        return source.encode("utf-8", "surrogatepass"), "<text>"
    return read_file(Path(source)), str(source)


def _read(root: Mapping, reading: Reading, path: str) -> tuple[Case, Arms]:
    """One case or arm, and the overrides of the arms it has."""
    values = CASE.values(root, reading)
    arms: Arms = values.get("arms", ())
    case = Case(
        path=path,
        place=root.place,
        **values.only("title", "source", "start", "person", "habits", "timeline", "seen", "note"),
    )
    if not arms:  # where there are arms, each is a whole case and checked as one
        check_infusions(case.timeline, reading)
        listed = root.get("timeline")
        if isinstance(listed, Listing) and len(listed.items) == len(case.timeline):
            check_stops(case.timeline, case.person.conditions, reading)
    return case, arms


def _without_self(variant: Case, arm: str, overrides: Mapping, problems: Problems) -> Case:
    """An arm has nothing to say about itself: what the case says of all arms is left out of the one compared with."""
    if overrides.get("seen") is not None:
        for seen in variant.seen:
            if seen.versus_arm == arm:
                problems.add(seen.place, f"this compares the arm `{arm}` with itself; name another arm")
    return replace(variant, seen=tuple(seen for seen in variant.seen if seen.versus_arm != arm))


_SPLIT = "Whether the model may be fitted to this study; `exposures`: only records of what acts were set by it."


class _Source:
    """Where a case comes from: a citation, or its parts."""

    parts = Fields(
        "`source`",
        (
            *(
                Field(part, Text(), f"The source: {part}.")
                for part in ("cite", "doi", "pmid", "url", "title", "authors", "journal", "year", "note")
            ),
            Field("read", Choice("how a source was read", words(*HOW_READ)), "How much of the source was seen."),
            Field("split", Choice("a split", words(*SPLITS)), _SPLIT),
            Field("protocol", Text(), "What was done, in a line."),
            Field("lesson", Text(), "What a difference between model and study teaches."),
        ),
        lambda values, reading: dict(values.read),
    )

    def read(self, node: Node, reading: Reading) -> dict[str, str]:
        return {"cite": Text().read(node, reading)} if isinstance(node, Scalar) else self.parts.read(node, reading)

    def schema(self, vocabulary: Vocabulary) -> Schema:
        return {"anyOf": [Text().schema(vocabulary), self.parts.schema(vocabulary)]}


class _Start(Date):
    """The date of time zero, from which the dates of this case are counted."""

    def read(self, node: Node, reading: Reading) -> datetime:
        reading.start = super().read(node, reading)
        return reading.start


class _Arms:
    """The overrides of every arm, left as nodes."""

    def read(self, node: Node, reading: Reading) -> Arms:
        arms = tuple(islice(named_arms(node), MOST_ARMS + 1))
        if len(arms) > MOST_ARMS:
            raise Misread(node.place, f"a case has at most {MOST_ARMS} arms; make several cases of it")
        reading.arms = tuple(name.text for name, _ in arms)
        return arms

    def schema(self, vocabulary: Vocabulary) -> Schema:
        kept = tuple(field for field in _FIELDS if field.name in OVERRIDES)
        arm = Fields("an arm", kept, lambda values, reading: values).schema(vocabulary)
        for merged in MERGED:
            arm["properties"][merged] = removable(arm["properties"][merged])
        return {"type": "object", "additionalProperties": {"anyOf": [arm, {"type": "null"}]}}


# in the order of reading: dates need the start, intakes per kg the person, comparisons the arms
_FIELDS: tuple[Field, ...] = (
    Field("title", Text(), "What the case is about, in a line."),
    Field("source", _Source(), "Where it comes from: a citation, or cite, doi, pmid and the like."),
    Field("start", _Start(), "The date of time zero; needed only where times are dates."),
    Field("person", PERSON, "Who it is."),
    Field("habits", HABITS, "The life before the first entry, lived long enough to be settled."),
    Field("timeline", ListOf(TimelineItem(), "entries"), "What happens."),
    Field("arms", _Arms(), "Variants of the case by name; each overrides title, person, habits, timeline or seen."),
    Field("seen", ListOf(SEEN, "what was seen"), "What was measured, or is known beforehand."),
    NOTE,
)
CASE = Fields("a case", _FIELDS, lambda values, reading: values)
