"""Timelines that make no sense, names in the wrong place, and files that are no cases."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from case_vocabulary import VOCABULARY

from magnesia.case import CaseError, read_case
from magnesia.errors import InputError


def entry(text: str) -> str:
    return "timeline:\n  - {" + text + "}"


def seen(text: str) -> str:
    return "seen:\n  - {" + text + "}"


class TestInfusions:
    start = "give: magnesium_sulfate, route: iv, "

    def test_endless(self, complaint):
        message = complaint(entry(f"at: 0 h, {self.start}rate: §1 g/h"))
        assert "endless" in message
        assert "`until:`" in message

    def test_endless_repeats(self, complaint):
        message = complaint(entry(f"at: 0 h, {self.start}rate: §1 g/h, every: 1 d, times: 3"))
        assert "`for:`" in message

    def test_overlapping(self, complaint):
        message = complaint(
            f"""
            timeline:
              - {{at: 0 h, {self.start}rate: 1 g/h, until: 24 h}}
              - §{{at: 20 h, {self.start}rate: 2 g/h, until: 30 h}}
            """
        )
        assert "overlaps the one on line 2" in message
        assert "magnesium_sulfate (iv)" in message

    def test_overlapping_where_the_later_line_runs_first(self, complaint):
        message = complaint(
            f"""
            timeline:
              - {{at: 20 h, {self.start}rate: 2 g/h, until: 30 h}}
              - §{{at: 0 h, {self.start}rate: 1 g/h, until: 24 h}}
            """
        )
        assert "line 2" in message

    def test_overlapping_repeats(self, complaint):
        message = complaint(
            f"""
            timeline:
              - {{at: 0 h, {self.start}rate: 1 g/h, for: 4 h, every: 12 h}}
              - §{{at: 5 h, {self.start}rate: 1 g/h, for: 4 h, every: 13 h, times: 9}}
            """
        )
        assert "line 2" in message

    def test_every_infusion_under_a_long_one_is_told(self, read):
        long = f"  - {{at: 0 h, {self.start}rate: 1 g/h, until: 24 h}}\n"
        short = "".join(f"  - {{at: {at} h, {self.start}rate: 1 g/h, for: 1 h}}\n" for at in (2, 10))
        with pytest.raises(CaseError) as raised:
            read("timeline:\n" + long + short)
        assert [problem.line for problem in raised.value.problems] == [3, 4]

    def test_overlapping_itself(self, complaint):
        message = complaint(entry(f"at: 0 h, {self.start}rate: 1 g/h, for: 4 h, every: §3 h, times: 2"))
        assert "overlap" in message

    def test_touching_other_routes_and_a_bolus_on_top_are_fine(self, read):
        case = read(
            f"""
            timeline:
              - {{at: 0 h, {self.start}dose: 4 g, over: 20 min}}
              - {{at: 20 min, {self.start}rate: 1 g/h, until: 24 h}}
              - {{at: 6 h, {self.start}dose: 2 g, over: 10 min}}
              - {{at: 24 h, {self.start}rate: 1 g/h, until: 30 h}}
              - {{at: 3 h, give: magnesium_sulfate, route: tube, rate: 1 g/h, until: 30 h}}
            """
        )
        assert len(case.timeline) == 5

    def test_dose_and_rate(self, complaint):
        assert "either `dose:`" in complaint(
            f"timeline:\n  - §{{at: 0 h, {self.start}dose: 1 g, rate: 1 g/h, for: 1 h}}"
        )

    def test_millions_of_occasions(self, complaint):
        message = complaint(entry("at: 0 h, give: magnesium, dose: 1 mmol, route: oral, every: §1 s, until: 30 y"))
        assert "limit is 100000" in message


class TestOrder:
    def test_stop_before_start(self, complaint):
        message = complaint(
            """
            timeline:
              - {at: 10 d, start: omeprazole, dose: 20 mg/d}
              - §{at: 5 d, stop: omeprazole}
            """
        )
        assert "`stop: omeprazole` at 5 d comes before its start at 10 d (line 2)" in message

    def test_stop_of_what_never_started(self, complaint):
        message = complaint("timeline:\n  - {at: 0 d, start: furosemide}\n  - §{at: 5 d, stop: omeprazole}")
        assert "never started" in message
        assert "`start: omeprazole`" in message

    def test_a_condition_can_be_stopped(self, read):
        read("person: {conditions: {hyperthyroidism: 1}}\ntimeline:\n  - {at: 5 d, stop: hyperthyroidism}")

    def test_window_ends_before_it_begins(self, complaint):
        message = complaint(seen("from: 24 h, to: §0 h, what: urine_magnesium, value: 4 mmol"))
        assert "ends before it begins" in message
        assert "`to` (0 h)" in message
        assert "ends before" in complaint(entry("at: 5 h, give: magnesium, rate: 1 mmol/h, route: iv, until: §2 h"))

    def test_half_a_window(self, complaint):
        assert "`to:`" in complaint(seen("from: §0 h, what: urine_magnesium, value: 4 mmol"))

    def test_an_amount_needs_a_window(self, complaint):
        assert "`from:` and `to:`" in complaint(seen("at: §0 h, what: urine_magnesium, value: 4 mmol"))


class TestInAnothersPlace:
    @pytest.mark.parametrize(
        ("text", "word", "remedy"),
        [
            ("person: {genes: {§omeprazole: absent}}", "omeprazole", "`start: omeprazole`"),
            ("person: {conditions: {§TRPM6: 1}}", "TRPM6", "genes: {TRPM6"),
            ("person: {conditions: {§omeprazole: 1}}", "omeprazole", "`start: omeprazole`"),
            (entry("at: 0 h, start: §MgSO4"), "MgSO4", "`give: magnesium_sulfate`"),
            (entry("at: 0 h, give: §preeclampsia, dose: 1 g"), "preeclampsia", "`start: preeclampsia`"),
            (entry("at: 0 h, start: §almonds"), "almonds", "foods: {almonds"),
            (entry("at: 0 h, start: §haemodialysis"), "haemodialysis", "`dialyse: haemodialysis`"),
            ("habits: {foods: {§magnesium_citrate: 3 g/d}}", "magnesium_citrate", "`give: magnesium_citrate`"),
            (seen("at: 0 h, what: §omeprazole, value: 3"), "omeprazole", "`start: omeprazole`"),
            (seen("at: 0 h, what: §tetany, value: 0.3"), "tetany", "`sign: tetany`"),
        ],
    )
    def test_says_where_it_belongs(self, complaint, text, word, remedy):
        message = complaint(text)
        assert f"`{word}`" in message
        assert remedy in message

    def test_options_of_another_kind(self, complaint):
        assert "haemodialysis" in complaint(entry("at: 0 h, dialyse: haemodialysis, for: 4 h, exchanges: §4 /d"))
        assert "`remaining:`" in complaint(entry("at: 0 h, start: ileal_resection, volume: §4 L/d"))
        assert "load_retention" in complaint(seen("at: 0 h, what: pth, value: 3 pmol/L, basal: §subtracted"))
        assert "no dose" in complaint(entry("at: 0 h, start: exercise, dose: §4 mg/d"))


class TestFile:
    def test_syntax(self, complaint):
        assert "not valid YAML" in complaint("person: {age: 3 y\ntimeline§: []")
        assert "not valid YAML" in complaint("person:\n§\t- age: 3 y")

    def test_duplicate_key(self, complaint):
        assert "already given on line 2" in complaint("person:\n  age: 3 y\n  §age: 4 y")

    def test_50_MB_are_refused_at_once(self, tmp_path: Path):
        path = tmp_path / "huge.yaml"
        with open(path, "wb") as stream:
            stream.write(b"note: ")
            stream.truncate(50_000_000)
        began = time.perf_counter()
        with pytest.raises(CaseError, match=r"huge\.yaml: the file has 50\.0 MB and a case at most 2 MB"):
            read_case(path, vocabulary=VOCABULARY)
        assert time.perf_counter() - began < 0.5

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "the file is empty"),
            (b"# only a comment\n", "the file is empty"),
            (b"- a\n- b\n", "not a list"),
            (b"hello", "not `hello`"),
            (b"note: \xff", "not UTF-8"),
            (b"note: \x01", "control character"),
            (b"note: &a [*a]", "alias"),
            (b"note: !!python/object:os.system x", "tag"),
            (b"note: a\n---\nnote: b\n", "second document"),
            (b"? [a]\n: b\n", "a key must be a word"),
            (b"note: " + b"[" * 100_000, "nested deeper"),
            (
                b"a: &a [1,1,1,1,1,1,1,1,1]\n"
                + b"".join(b"%c: &%c [%s]\n" % (98 + i, 98 + i, b",".join([b"*%c" % (97 + i)] * 9)) for i in range(9)),
                "more than 200000 values",
            ),
        ],
    )
    def test_what_is_no_case(self, content, sentence):
        with pytest.raises(CaseError) as raised:
            read_case(content, vocabulary=VOCABULARY)
        assert len(raised.value.problems) == 1
        assert sentence in str(raised.value)

    def test_not_there(self, tmp_path: Path):
        with pytest.raises(InputError, match="no such file"):
            read_case(tmp_path / "missing.yaml", vocabulary=VOCABULARY)
        with pytest.raises(InputError, match="is a directory"):
            read_case(str(tmp_path), vocabulary=VOCABULARY)

    def test_shapes(self, complaint):
        assert "mapping" in complaint("person: §[1, 2]")
        assert "list" in complaint("timeline: §{at: 0 h}")
        assert "mapping" in complaint("timeline: [§hello]")
        assert "like `1 kg`" in complaint("person: {weight: §{a: b}}")
