"""Reports: whole, true to the simulation, in balance, and needing nothing beside themselves."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

import magnesia.report.sources
from magnesia.case import Case, read_case
from magnesia.effects.associations import associations
from magnesia.effects.other_causes import other_causes
from magnesia.errors import InputError
from magnesia.evidence.published import published_cases
from magnesia.report import write
from magnesia.report.asking import Arm, ask
from magnesia.report.page import page
from magnesia.report.stores import stores_of, whole_of
from magnesia.report.traffic import HELD, LOSSES, SUPPLIES
from magnesia.simulation import simulate

FEW = 8
INFUSION = """\
title: An infusion & its <report>
start: 2024-03-01T08:00
person: {sex: female, age: 30 y, weight: 60 kg}
habits: {magnesium: 12 mmol/d}
timeline:
  - {at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}
  - {at: 0 h, give: magnesium_sulfate, dose: 1 g, route: im}
  - {at: 2 h, give: magnesium_oxide, dose: 200 mg elemental, route: oral}
seen:
  - {at: 1 h, what: serum_magnesium, value: 1.5 mmol/L, se: 0.05 mmol/L, n: 10}
  - {at: 4 h, what: serum_magnesium, value: 1.2 mmol/L}
"""
PREGNANCY = """\
person: {sex: female, age: 29 y, pregnant: 30 wk}
timeline: [{at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}]
"""
DIALYSIS = """\
person: {age: 60 y, egfr: 4 mL/min/1.73m2}
timeline:
  - {at: 0 h, dialyse: haemodialysis, for: 4 h, bath_magnesium: 0.25 mmol/L, blood_flow: 300 mL/min,
     dialysate_flow: 500 mL/min}
"""
GROUP = "person: {count: 12, sex: male, age: 40 y, spread: {age: 5 y}}\ntimeline: [{at: 0 d, start: omeprazole}]\n"
ARMS = """\
habits: {magnesium: 12 mmol/d}
arms:
  little: {timeline: [{at: 0 d, habits: {magnesium: 1 mmol/d}}]}
  much: {timeline: [{at: 0 d, habits: {magnesium: 25 mmol/d}}]}
"""
CASES = {"infusion": INFUSION, "pregnancy": PREGNANCY, "dialysis": DIALYSIS, "group": GROUP, "arms": ARMS}


@cache
def arms_of(name: str) -> list[Arm]:
    return ask(case_of(name), people=None if name == "group" else FEW, until=None, seed=0, tolerance=1e-6,
               progress=lambda share: None)  # fmt: skip


@cache
def page_of(name: str) -> str:
    return page(arms_of(name), seed=0)


def case_of(name: str) -> Case:
    return read_case(CASES[name])


class Reader(HTMLParser):
    """Checks that elements are closed in order; collects text, ids and whatever leads elsewhere."""

    VOID = frozenset({"meta", "link", "br", "img", "hr", "input"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []
        self.text, self.data = "", ""
        self.feed(text)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "data", "action")]
        self.ids += [found["id"] or ""] if "id" in found else []
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] == "script":
            self.data += data
        elif not self.open or self.open[-1] != "style":
            self.text += data


@cache
def reader_of(name: str) -> Reader:
    return Reader(page_of(name))


@pytest.mark.parametrize("name", CASES)
def test_page_is_well_formed_and_loads_nothing(name: str) -> None:
    reader = reader_of(name)
    assert {link.partition("#")[0] for link in reader.links} <= {"", "data:,"}
    assert {link[1:] for link in reader.links if link.startswith("#")} <= set(reader.ids)
    assert len(set(reader.ids)) == len(reader.ids)
    assert not re.search(r"url\(|@import|https?://(?!www\.w3\.org)", page_of(name).partition('id="sources"')[0])
    assert "nan" not in reader.text.lower().split()


@pytest.mark.parametrize("name", CASES)
def test_traffic_balances(name: str) -> None:
    """What enters a place leaves it, and what enters the body leaves it or stays, to rounding."""
    for arm in json.loads(reader_of(name).data):
        for traffic in arm["traffic"]:
            links = traffic["links"]
            size = sum(link["value"] for link in links)
            assert size > 1
            assert all(link["value"] >= 0 for link in links)
            for place in ("bowel", "blood"):
                entering = sum(link["value"] for link in links if link["target"] == place)
                leaving = sum(link["value"] for link in links if link["source"] == place)
                assert entering == pytest.approx(leaving, rel=1e-6)
            ends = {link[end] for link in links for end in ("source", "target")} - {"bowel", "blood"}
            assert ends <= {*SUPPLIES, *LOSSES, *HELD}
            assert traffic["supplied"] == pytest.approx(traffic["lost"] + traffic["stored"], rel=1e-6)


@pytest.mark.parametrize("name", ["infusion", "dialysis"])
def test_traffic_is_that_of_the_simulation(name: str) -> None:
    """Against another run that reads ledgers and stores alone."""
    arm = arms_of(name)[0]
    last = arm.traffics[0]
    start, end = last.window
    names = ["urine_magnesium", "faecal_magnesium", "dialysate_magnesium", "body_magnesium"]
    result = simulate(case_of(name), outputs=names, at=[0, start, end])[0]
    passed = {each: float(result.outputs[each].values[-1, 0] - result.outputs[each].values[-2, 0]) for each in names}
    assert last.lost["urine"] == pytest.approx(passed["urine_magnesium"], rel=1e-3)
    assert last.lost["faeces"] == pytest.approx(passed["faecal_magnesium"], rel=1e-3)
    assert last.lost.get("dialysate", 0.0) == pytest.approx(passed["dialysate_magnesium"], abs=1e-4)
    inside = sum(amount for where, amount in last.stored.items() if where not in ("bowel_content", "depot"))
    assert inside == pytest.approx(passed["body_magnesium"], abs=1e-3)


def test_supplies_are_what_was_given() -> None:
    supplied = arms_of("infusion")[0].traffics[0].supplied
    assert supplied["food"] == pytest.approx(12 * 0.25, rel=1e-6)  # breakfast
    assert supplied["vein"] == pytest.approx(4e3 / 246.47, rel=1e-3)
    assert supplied["injection"] == pytest.approx(1e3 / 246.47, rel=1e-3)
    assert supplied["doses"] == pytest.approx(200 / 24.305, rel=1e-3)


def test_a_settled_life_stores_nothing() -> None:
    before = next(one for one in arms_of("arms")[0].traffics if one.heading == "The day before")
    assert before.supplied == pytest.approx({"food": 12.0}, rel=1e-6)
    assert abs(sum(before.stored.values())) < 0.01


def test_a_diet_without_magnesium_is_paid_by_stores() -> None:
    little, much = (arm.traffics[0] for arm in arms_of("arms"))
    assert sum(little.stored.values()) < 0 < sum(much.stored.values())
    assert little.supplied["food"] == pytest.approx(1.0)
    assert "given up by stores" in reader_of("arms").text


def test_dialysis_takes_and_pregnancy_builds() -> None:
    mean = next(one for one in arms_of("dialysis")[0].traffics if one.heading.startswith("The mean day"))
    assert mean.lost["dialysate"] > 1
    assert arms_of("pregnancy")[0].traffics[0].stored["child"] > 0.05


def test_stores_of_the_figure_are_the_body() -> None:
    arm = arms_of("infusion")[0]
    stores = {store.key: store for store in stores_of(arm)}
    apart = ("stomach", "upper", "ileum", "colon", "depot")
    inside = sum(store.now.middle for key, store in stores.items() if key not in apart)
    assert inside == pytest.approx(whole_of(arm).now.middle, rel=1e-6)
    assert stores["plasma"].change.middle > 0
    for store in stores.values():
        assert store.now.low <= store.now.high
        assert store.name in reader_of("infusion").text
    assert "child" not in stores
    assert "Child and waters" not in reader_of("infusion").text
    assert "Child and waters" in reader_of("pregnancy").text


def test_page_says_who_what_and_how_sure() -> None:
    text = reader_of("infusion").text
    assert "An infusion & its <report>" in text
    assert "A woman of 30 years, 60 kg" in text
    assert "2024-03-01 10:00: magnesium oxide 8.23 mmol by mouth" in text
    assert "into a vein over 20 min" in text
    assert f"5 to 95 % of {FEW} people" in text
    assert text.count("not a medical device") >= 2
    assert re.search(r"calibration [0-9a-f]{6,}", text)
    assert "Seen beside predicted" in text
    assert "Of the typical person" in text


def test_group_is_its_own_type() -> None:
    text = reader_of("group").text
    assert "100 people of this group" in text
    assert "12 men of 40 years" in text
    assert "Means of the group" in text


def test_arms_have_sections_of_their_own() -> None:
    reader = reader_of("arms")
    for place in range(2):
        for part in ("stores", "traffic", "organs", "signs", "risks"):
            assert f"arm{place}-{part}" in reader.ids
    assert "habits change: magnesium 25 mmol/d" in reader.text


def test_organs_answer_in_words() -> None:
    said = reader_of("infusion").text
    found = re.search(r"Systolic pressure ([\d.]+) mmHg \(([\d.]+) to ([\d.]+)\), [\d.]+ lower than before", said)
    assert found is not None
    arm = arms_of("infusion")[0]
    assert float(found[1]) == pytest.approx(arm.at(arm.now, "systolic_pressure").middle, rel=0.01)
    assert float(found[2]) < float(found[1]) < float(found[3])
    assert "rat" not in said.split()


def test_womb_and_newborn_speak_only_where_there_is_a_child() -> None:
    assert "Uterine activity" in reader_of("pregnancy").text
    assert "Uterine activity" not in reader_of("infusion").text


def test_signs_come_with_other_causes_most_likely_first() -> None:
    text = page_of("infusion")
    table = text[text.index('id="arm0-signs"') : text.index('id="arm0-risks"')]
    shown = [float(one) for one in re.findall(r'class="fact \w+"><strong>([\d.e+-]+) %', table)]
    assert len(shown) > 10
    assert all(first >= second for first, second in pairwise(shown))
    assert other_causes("diarrhoea")[0] in table
    assert "A sign proves neither" in table


def test_associations_stand_apart_at_the_person_s_level() -> None:
    arm = arms_of("arms")[0]
    level = arm.at(arm.now, "serum_magnesium").middle
    text = reader_of("arms").text
    one = next(one for one in associations().values() if one.by == "serum_magnesium" and one.of(level) is not None)
    assert str(one.of(level)) in text
    assert one.caution in text
    assert "associations of groups, not mechanisms" in text
    assert "beside usual treatment" not in text  # a trial of an infusion says nothing about a diet
    assert "0 is control" in reader_of("infusion").text


def test_sources_of_what_acts_are_told() -> None:
    groups = {one.heading: one.citations for one in magnesia.report.sources.sources(arms_of("group"), [])}
    assert set(groups) == {"What acts", "What the organs answer", "The body"}
    assert all(re.search(r"\[.*\]$", cite) for cite in groups["What acts"])


def test_warnings_reach_the_page() -> None:
    case = read_case("person: {age: 40 y}\nhabits: {phosphate: 30 mmol/d}\n")
    arms = ask(case, people=2, until=None, seed=0, tolerance=1e-6, progress=lambda share: None)
    assert arms[0].people.warnings
    assert all(warning in Reader(page(arms, 0)).text for warning in arms[0].people.warnings)


def test_loss_from_stomach_and_breast() -> None:
    case = read_case("person: {sex: female}\ntimeline: [{at: 0 h, start: lactation}]\n")
    lost = ask(case, people=2, until=48, seed=0, tolerance=1e-6, progress=lambda share: None)[0].traffics[0].lost
    assert lost["milk"] > 0.2


@pytest.mark.parametrize("name", ["dicarlo1986_bolus", "ejaz1995_capd"])
def test_published_cases_have_reports(name: str) -> None:
    case = read_case(published_cases()[name].path)
    arms = ask(case, people=4, until=None, seed=0, tolerance=1e-6, progress=lambda share: None)
    assert case.title is not None
    assert case.title in Reader(page(arms, 0)).text


def test_python_writes_and_tells_progress(tmp_path: Path) -> None:
    told: list[float] = []
    target = write(case_of("infusion"), tmp_path / "out.html", people=FEW, progress=told.append)
    assert target.stat().st_size < 1_000_000
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)
    with pytest.raises(InputError, match=r"an \.html file"):
        write(case_of("infusion"), tmp_path / "out.png")


def test_same_seed_same_page(tmp_path: Path) -> None:
    again = ask(case_of("infusion"), people=FEW, until=None, seed=0, tolerance=1e-6, progress=lambda share: None)
    assert page(again, seed=0) == page_of("infusion")


def test_command_writes_a_report(magnesia: Callable, short_case: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    outcome = magnesia("simulate", short_case, "--people", 5, "--report", target)
    assert outcome.code == 0
    assert f"Report written to {target}." in outcome.err
    assert "5 to 95 % of 5 people" in Reader(target.read_text(encoding="utf-8")).text


@pytest.mark.parametrize(("target", "words"), [("report.png", "an .html file"), ("nowhere/report.html", "create it")])
def test_command_refuses_before_computing(magnesia: Callable, short_case: Path, target: str, words: str) -> None:
    outcome = magnesia("simulate", short_case, "--report", short_case.parent / target)
    assert outcome.code == 2
    assert words in outcome.err
    assert not outcome.out


CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH")
def test_a_browser_shows_it_without_complaint(tmp_path: Path) -> None:
    target = tmp_path / "report.html"
    target.write_text(page_of("pregnancy"), encoding="utf-8")
    assert CHROMIUM is not None
    command = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
               f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", target.as_uri()]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0
    assert "Uterine activity" in done.stdout
    assert "CONSOLE" not in done.stderr
