"""Makes the gallery in a folder, page by page; what is there already and still right is kept."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from magnesia.case import read_case
from magnesia.comparison import Comparison, compare
from magnesia.comparison.lots import TOLERANCE
from magnesia.errors import InputError, MagnesiaError
from magnesia.evidence.published import PublishedCase
from magnesia.gallery import fingerprint
from magnesia.gallery.figures import Figures, figures_of
from magnesia.gallery.pages import index_page, study_page
from magnesia.gallery.rival import RivalTable, rival_tables
from magnesia.gallery.scores import OF_THE_RIVAL, by_observable, by_split
from magnesia.gallery.study import Entry, Study
from magnesia.simulation import ArmResult, simulate
from magnesia.simulation.result import by_arm, warnings_of
from magnesia.simulation.run import FEWEST_OF_A_GROUP
from magnesia.tables.wording import NOTICE

STUDIES = "studies"  # the folder of pages and their numbers
RIVALS_PART = 0.1  # of the time that the studies take

Progress = Callable[[float], None]


@dataclass(frozen=True)
class Built:
    """A gallery: its index, all its studies, and how many pages were made, the others being kept."""

    index: Path
    studies: tuple[Study, ...]
    made: int


def build(
    cases: Mapping[str, PublishedCase], out: Path, *, people: int | None = None, with_rival: bool = False,
    progress: Progress | None = None,
) -> Built:  # fmt: skip
    """Makes a page for each of the ``cases`` {name: case} and an index of them in the folder ``out``.

    ``people`` are drawn for each arm; left out, as many as ``compare`` draws. A page is kept if nothing that it was
    made from has changed. ``with_rival`` puts the rival's table of the splits into the index. A case that cannot be run
    gets a page that says why. ``progress`` is told the share done. Raises ``InputError`` if ``out`` cannot be written.
    """
    folder = out / STUDIES
    try:
        folder.mkdir(parents=True, exist_ok=True)
        studies, made = [], 0
        whole = len(cases) * (1 + RIVALS_PART if with_rival else 1)
        for done, (name, case) in enumerate(cases.items()):

            def tell(share: float, done: int = done) -> None:
                if progress is not None:
                    progress((done + share) / whole)

            tell(0.0)
            study = _kept(folder, name, fingerprint.of_study(case.path, people))
            if study is None:
                study = _make(folder, name, case, people, tell)
                made += 1
            studies.append(study)
        rival = _rival(out, cases) if with_rival else []
        index = _write_index(out, studies, rival, people)
    except OSError as error:
        raise InputError(f"{error.filename or out}: cannot be written ({error.strerror or error}).") from None
    return Built(index, tuple(studies), made)


def _kept(folder: Path, name: str, wanted: str) -> Study | None:
    """The study that an earlier run left, if its page is still right."""
    kept = _read(folder / f"{name}.json")
    if kept.get("fingerprint") != wanted or not (folder / f"{name}.html").exists():
        return None
    return Study.from_json(kept)


def _make(folder: Path, name: str, published: PublishedCase, people: int | None, tell: Progress) -> Study:
    """Runs a study and writes its page, then its numbers: an interrupted run leaves no numbers without a page."""
    mark = fingerprint.of_study(published.path, people)
    figures = Figures([], [])
    arms: tuple[str, ...] = ()
    try:
        case = read_case(published.path)
        comparisons = compare(case, people=people, progress=lambda share: tell(0.6 * share))
        drawn = people or FEWEST_OF_A_GROUP  # for a band on a picture
        results = simulate(case, people=drawn, tolerance=TOLERANCE, progress=lambda share: tell(0.6 + 0.4 * share))
        entries = tuple(map(Entry.of, comparisons))
        figures, arms = figures_of(results, entries), tuple(result.arm for result in results)
        warnings = tuple(_without_folder(said, published.path) for said in _warnings(results, comparisons))
        study = Study.of(name, published, mark, source=case.source, entries=entries, warnings=warnings)
    except MagnesiaError as error:
        study = Study.of(name, published, mark, error=_without_folder(str(error), published.path))
    text = published.path.read_text(encoding="utf-8")
    _write(folder / f"{name}.html", study_page(study, text, arms, figures))
    _write(folder / f"{name}.json", _json(study.to_json()))
    return study


def _warnings(results: Sequence[ArmResult], comparisons: Sequence[Comparison]) -> Iterator[str]:
    """Sentences on what the simulation assumed and what weakens a prediction, each once.

    The two simulate different people: what differs by how many of them it concerns is the same sentence.
    """
    yield from warnings_of(results)
    every = {_without_numbers(sentence) for result in results for sentence in result.warnings}
    weakening = {result.arm: [sentence for one in comparisons if one.arm == result.arm for sentence in one.warnings
                              if _without_numbers(sentence) not in every] for result in results}  # fmt: skip
    yield from by_arm(weakening)


def _without_numbers(sentence: str) -> str:
    return re.sub(r"[\d.]+", "", sentence)


def _without_folder(sentence: str, path: Path) -> str:
    """A sentence that names a place in the case file, for readers who do not have it where we do."""
    return sentence.replace(str(path), path.name)


def _rival(out: Path, cases: Mapping[str, PublishedCase]) -> list[RivalTable]:
    """The rival's tables of the splits, from an earlier run where they still hold."""
    path = out / "rival.json"
    wanted = fingerprint.of_rival([case.path for case in cases.values()])
    kept = _read(path)
    if kept.get("fingerprint") == wanted:
        return [RivalTable.from_json(table) for table in kept["tables"]]
    tables = rival_tables([split for split in OF_THE_RIVAL if any(case.split == split for case in cases.values())])
    _write(path, _json({"fingerprint": wanted, "tables": [table.to_json() for table in tables]}))
    return tables


def _write_index(out: Path, studies: Sequence[Study], rival: Sequence[RivalTable], people: int | None) -> Path:
    numbers = {
        "notice": NOTICE,
        "people": people,
        "splits": [asdict(score) for score in by_split(studies)],
        "observables": [asdict(score) for score in by_observable(studies)],
        "studies": [{"word": study.word, "inside": study.inside, "worst": study.worst, **study.to_json()}
                    for study in studies],
        "rival": [table.to_json() for table in rival],
    }  # fmt: skip
    _write(out / "index.json", _json(numbers))
    return _write(out / "index.html", index_page(studies, rival))


def _read(path: Path) -> dict[str, Any]:
    """What a JSON file holds; nothing if it is not there or was cut short."""
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def _json(held: dict[str, Any]) -> str:
    return json.dumps(held, ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _write(path: Path, text: str) -> Path:
    """All of a file or nothing of it."""
    unfinished = path.with_name(f".{path.name}.part")
    unfinished.write_text(text, encoding="utf-8")
    os.replace(unfinished, path)
    return path
