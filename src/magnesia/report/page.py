"""From arms to HTML: a page that needs no network, no scripts and no other file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from magnesia.body import whole_body
from magnesia.body.calibrated import calibration
from magnesia.gallery.drawing import arm_class
from magnesia.report.answers import Answering, SignSeen, answers, signs
from magnesia.report.asking import Arm
from magnesia.report.courses import panels, picture_of, strip
from magnesia.report.risks import Risk, risks
from magnesia.report.sankey import sankey
from magnesia.report.sources import sources
from magnesia.report.stores import Store, stores_of, whole_of
from magnesia.report.traffic import WORDS, Traffic
from magnesia.report.words import Happening, habits_words, happenings, person_words, simulated_words
from magnesia.simulation.result import warnings_of
from magnesia.tables.comparing import compared
from magnesia.tables.measured import measured, what, when
from magnesia.tables.wording import NOTICE, moment, number, unit_text

LEAST_SIZE = 0.1  # mmol, told with three decimals


@dataclass(frozen=True)
class Section:
    """What the page tells of one arm."""

    arm: Arm
    name: str
    anchor: str
    person: str
    simulated: str
    habits: str
    happenings: list[Happening]
    urine: str
    stores: list[Store]
    whole: Store
    answering: list[Answering]
    signs: list[SignSeen]
    risks: list[Risk]


def page(arms: Sequence[Arm], seed: int) -> str:
    """The report of all arms of a case."""
    sections = [_section(arm, place) for place, arm in enumerate(arms)]
    picture = picture_of(arms)
    results = [arm.people for arm in arms]
    template = _environment().get_template("report.html")
    return template.render(
        title=results[0].title,
        case=arms[0].case,
        sections=sections,
        legend=[(one.name, arm_class(place)) for place, one in enumerate(sections)] if len(sections) > 1 else [],
        picture=picture,
        panels=panels(picture),
        strip=strip(picture),
        compared=list(compared(results)),
        warnings=warnings_of(results),
        balance={name: max(result.balance[name] for result in results) for name in results[0].balance},
        sources=sources(arms, (risk for one in sections for risk in one.risks)),
        identity=_identity(),
        seed=seed,
        data=_data(sections),
    )


def _section(arm: Arm, place: int) -> Section:
    name = arm.people.arm.replace("_", " ")
    return Section(
        arm, name, f"arm{place}-", person_words(arm.case.person), simulated_words(arm.typical),
        habits_words(arm.case.habits), happenings(arm.case), _urine(arm.traffics[0]), stores_of(arm), whole_of(arm),
        answers(arm), signs(arm), risks(arm),
    )  # fmt: skip


def _urine(traffic: Traffic) -> str:
    """What the kidneys pass, for the figure."""
    return f"urine {_amount(traffic.lost.get('urine', 0.0))} {traffic.unit}"


def _identity() -> dict[str, str]:
    """Which program, which equations, which calibration."""
    return {
        "version": version("magnesia"),
        "model": whole_body().fingerprint,
        "calibration": calibration().evidence or "none",
    }


def _data(sections: Sequence[Section]) -> Markup:
    """The traffic of every arm as JSON that no reader takes for markup."""
    held = [{"arm": one.arm.people.arm, "traffic": [each.to_json() for each in one.arm.traffics]} for one in sections]
    return Markup(json.dumps(held).replace("NaN", "null").replace("<", "\\u003c"))


def balance_sentence(traffic: Traffic) -> str:
    """In, out and stored, with numbers that add up."""
    supplied, lost, stored = (sum(part.values()) for part in (traffic.supplied, traffic.lost, traffic.stored))
    like = max(supplied, lost)

    def told(amount: float, parts: dict[str, float]) -> str:
        return f"{number(amount, like)} {traffic.unit}{_listed(parts, like)}"

    kept = "plus stored" if stored >= 0 else "less given up by stores"
    entered, left = told(supplied, traffic.supplied), told(lost, traffic.lost)
    return f"In {entered} = out {left} {kept} {told(abs(stored), traffic.stored)}."


def _listed(parts: dict[str, float], like: float) -> str:
    """The parts of a sum that are worth telling, in brackets."""
    told = [f"{WORDS[name].lower()} {number(value, like)}" for name, value in parts.items()
            if number(value, like).strip("−0.")]  # fmt: skip
    return f" ({', '.join(told)})" if told else ""


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=ChoiceLoader([PackageLoader("magnesia.report"), PackageLoader("magnesia.gallery")]),
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    environment.filters |= {
        "number": number, "unit": unit_text, "moment": moment, "sankey": sankey, "balance": balance_sentence,
        "percent": lambda share: f"{100 * share:.3g} %", "when": when, "what": what, "measured": measured,
        "flow": lambda name: WORDS[name], "words": lambda name: name.replace("_", " "),
        "signed": _signed, "amount": _amount,
    }  # fmt: skip
    environment.globals["notice"] = NOTICE
    return environment


def _amount(value: float, like: float | None = None) -> str:
    """An amount of mmol; what is next to nothing is told as nothing."""
    return number(value, like=max(abs(value if like is None else like), LEAST_SIZE))


def _signed(value: float, like: float) -> str:
    text = _amount(value, like=max(abs(value), abs(like)))
    return text if text.startswith("−") or not text.strip("0.") else f"+{text}"
