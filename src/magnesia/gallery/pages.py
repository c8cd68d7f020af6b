"""From studies to HTML: pages that need nothing beside themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from magnesia.gallery.drawing import arm_class
from magnesia.gallery.figures import Figures
from magnesia.gallery.rival import RivalTable
from magnesia.gallery.scatter import scatter_panels
from magnesia.gallery.scores import by_observable, by_split, by_topic, missed
from magnesia.gallery.study import Study
from magnesia.tables.names import title
from magnesia.tables.wording import NOTICE, number, unit_text

MAIN = ("serum_magnesium", "urine_magnesium")  # observables that the index shows for each split
READ = {
    "fulltext": "in full",
    "abstract": "as an abstract",
    "table": "in its tables",
    "secondary": "in another publication",
    "memory": "recalled, not read again",
}


def study_page(study: Study, case_text: str, arms: Sequence[str], figures: Figures) -> str:
    """The page of a study whose case has these ``arms``."""
    named = [(arm.replace("_", " "), arm_class(place)) for place, arm in enumerate(arms)] if len(arms) > 1 else []
    return _template("study.html").render(study=study, case_text=case_text, arms=named, figures=figures)


def index_page(studies: Sequence[Study], rival: Sequence[RivalTable]) -> str:
    """The page that leads to all others."""
    return _template("index.html").render(
        studies=studies,
        splits=by_split(studies),
        main={name: {score.name: score for score in by_split(studies, name)} for name in MAIN},
        observables=by_observable(studies),
        topics=by_topic(studies),
        missed=missed(studies),
        unanswered=[(study, entry) for study in studies for entry in study.entries if entry.inside is None],
        scatters=scatter_panels(studies),
        rival=rival,
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("magnesia.gallery"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "number": number, "size": _size, "signed": _signed, "percent": _percent, "unit": unit_text, "title": title,
        "read": _read, "words": lambda name: name.replace("_", " "),
    }  # fmt: skip
    environment.globals["notice"] = NOTICE
    return environment


def _template(name: str) -> Template:
    return _environment().get_template(name)


def _signed(value: float | None) -> str:
    if value is None:
        return "–"
    return "0.00" if abs(value) < 0.005 else f"{value:+.2f}".replace("-", "−")


def _size(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.0f} %"


def _read(how: str) -> str:
    return READ.get(how, how)
