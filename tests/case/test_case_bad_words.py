"""Words, units and numbers that are wrong: the sentence stands at the place, names the word and offers the remedy."""

from __future__ import annotations

from pathlib import Path

import pytest
from case_vocabulary import VOCABULARY

from magnesia.case import CaseError, read_case


def entry(text: str) -> str:
    return "timeline:\n  - {" + text + "}"


def seen(text: str) -> str:
    return "seen:\n  - {" + text + "}"


class TestUnknownKey:
    @pytest.mark.parametrize(
        ("text", "word", "nearest"),
        [
            ("§persn: {}", "persn", "person"),
            ("person: {§wieght: 70 kg}", "wieght", "weight"),
            ("habits:\n  §magnesum: 280 mg/d", "magnesum", "magnesium"),
            ("habits: {water: {§volum: 1 L/d}}", "volum", "volume"),
            (entry("at: 0 h, §gve: magnesium_sulfate, dose: 1 g"), "gve", "give"),
            (entry("at: 0 h, give: magnesium, dose: 1 mmol, §rout: iv, route: iv"), "rout", "route"),
            (entry("at: 0 h, dialyse: crrt, §bath_magnesum: 1 mmol/L"), "bath_magnesum", "bath_magnesium"),
            (seen("at: 0 h, what: pth, §valu: 3 pmol/L, value: 3 pmol/L"), "valu", "value"),
            ("arms: {a: {§persn: {age: 3 y}}}", "persn", "person"),
            ("source: {§dio: x}", "dio", "doi"),
        ],
    )
    def test_offers_the_nearest(self, complaint, text, word, nearest):
        message = complaint(text)
        assert f"`{word}`" in message
        assert nearest in message.split("nearest:")[1]

    def test_all_problems_are_collected_in_order(self):
        with pytest.raises(CaseError) as raised:
            read_case("person:\n  wieght: 70 kg\n  age: 200 y\nhabits: {magnesium: 5}\n", vocabulary=VOCABULARY)
        assert [(p.line, p.column) for p in raised.value.problems] == [(2, 3), (3, 8), (4, 21)]
        assert len(str(raised.value).splitlines()) == 3

    def test_a_flood_is_capped(self):
        text = "person:\n" + "".join(f"  zz{i}: 1\n" for i in range(50))
        with pytest.raises(CaseError) as raised:
            read_case(text, vocabulary=VOCABULARY)
        assert len(raised.value.problems) == 50
        assert str(raised.value).splitlines()[-1] == "... and 30 more problems."

    def test_the_file_is_named(self, tmp_path: Path):
        path = tmp_path / "mine.yaml"
        path.write_text("persn: {}\n")
        with pytest.raises(CaseError, match=r"mine\.yaml:1:1: unknown key in a case `persn`; nearest: person"):
            read_case(path, vocabulary=VOCABULARY)


class TestUnknownName:
    @pytest.mark.parametrize(
        ("text", "word", "nearest"),
        [
            (entry("at: 0 h, give: §magnesium_sulfat, dose: 1 g, route: iv"), "magnesium_sulfat", "magnesium_sulfate"),
            (entry("at: 0 h, start: §omeprazol, dose: 20 mg/d"), "omeprazol", "omeprazole"),
            ("person: {genes: {§TRPM66: absent}}", "TRPM66", "TRPM6"),
            ("person: {conditions: {§preclampsia: 1}}", "preclampsia", "preeclampsia"),
            ("habits: {foods: {§almond: 3 g/d}}", "almond", "almonds"),
            (seen("at: 0 h, what: §serum_magnesum, value: 1 mmol/L"), "serum_magnesum", "serum_magnesium"),
            (seen("at: 0 h, sign: §tetanny, value: 0.2"), "tetanny", "tetany"),
            (entry("at: 0 h, dialyse: §hemodialisis, for: 4 h"), "hemodialisis", "hemodialysis"),
            (entry("at: 0 h, give: magnesium, dose: 1 mmol, route: §orl"), "orl", "oral"),
            ("person: {sex: §femal}", "femal", "female"),
            ("person: {genes: {TRPM6: §absnt}}", "absnt", "absent"),
            ("person: {conditions: {diarrhoea: §sevre}}", "sevre", "severe"),
            ("arms: {healthy: {}}\n" + seen("at: 0 h, what: pth, value: 2, over: §helthy"), "helthy", "healthy"),
        ],
    )
    def test_offers_the_nearest(self, complaint, text, word, nearest):
        message = complaint(text)
        assert f"`{word}`" in message
        assert nearest in message.split("nearest:")[1]

    def test_an_arm_without_arms(self, complaint):
        assert "no arm `healthy`" in complaint(seen("at: 0 h, what: pth, value: 2, over: §healthy"))


class TestUnits:
    @pytest.mark.parametrize(
        ("text", "word", "nearest"),
        [
            ("person: {weight: §62 kgg}", "kgg", "kg"),
            (seen("at: 0 h, what: serum_magnesium, value: §1 mmoll/L"), "mmoll", "mmol"),
            (entry("at: §5 minuts, give: magnesium, dose: 1 mmol, route: iv"), "minuts", "minutes"),
        ],
    )
    def test_unknown_unit(self, complaint, text, word, nearest):
        message = complaint(text)
        assert f"unknown unit `{word}`" in message
        assert nearest in message.split("nearest:")[1]

    @pytest.mark.parametrize(
        ("text", "remedy"),
        [
            ("person: {weight: §62}", "`62 kg`"),
            ("person: {age: §28}", "`28 y`"),
            ("habits: {magnesium: §280}", "`280 mmol/d`"),
            (entry("at: §30, give: magnesium, dose: 1 mmol, route: iv"), "`30 h`"),
            (entry("at: 0 h, give: magnesium, dose: §4, route: iv"), "`4 mmol`"),
            (entry("at: 0 h, give: MgSO4, rate: §4, until: 2 h, route: iv"), "`4 g/h`"),
            (entry("at: 0 h, start: omeprazole, dose: §20"), "`20 mg/d`"),
            (seen("at: 0 h, what: serum_magnesium, value: §0.8"), "`0.8 mmol/L`"),
            (entry("at: 0 h, give: magnesium, dose: 1 mmol, route: oral, every: §8"), "`8 h`"),
        ],
    )
    def test_missing_unit(self, complaint, text, remedy):
        message = complaint(text)
        assert "has no unit" in message
        assert remedy in message

    @pytest.mark.parametrize(
        ("text", "typed", "wanted"),
        [
            ("person: {weight: §62 cm}", "cm", "kg"),
            ("habits: {magnesium: §280 mg}", "mg", "mg/d"),
            (seen("at: 0 h, what: serum_magnesium, value: §0.8 mmol"), "mmol", "mmol/L"),
            (seen("at: 0 h, what: heart_rate, value: §80 mmHg"), "mmHg", "/min"),
            (entry("at: 0 h, give: magnesium_sulfate, dose: §4 mL, route: iv"), "mL", "mmol"),
            (entry("at: §3 kg, start: omeprazole, dose: 20 mg/d"), "kg", "h"),
            (entry("at: 0 h, start: omeprazole, dose: §20 IU/d"), "IU/d", "mg/d"),
            ("person: {egfr: §80 mL/min}", "mL/min", "mL/min/1.73m2"),
        ],
    )
    def test_wrong_dimension(self, complaint, text, typed, wanted):
        message = complaint(text)
        assert f"`{typed}`" in message
        assert f"`{wanted}`" in message

    def test_an_infusion_needs_a_time_and_a_dose_none(self, complaint):
        start = "at: 0 h, give: magnesium_sulfate, route: iv, "
        assert "`g/h`" in complaint(entry(start + "rate: §2 g, until: 3 h"))
        assert "`rate:`" in complaint(entry(start + "dose: §2 g/h"))

    def test_a_lasting_dose_needs_a_time(self, complaint):
        assert "`20 mg/d`" in complaint(entry("at: 0 h, start: omeprazole, dose: §20 mg"))

    @pytest.mark.parametrize(
        "text",
        [
            seen("at: 0 h, what: glucose, value: §5 mEq/L"),
            seen("at: 0 h, what: pth, value: §5 mEq/L"),
            "person: {creatinine: §5 mEq/L}",
            entry("at: 0 h, start: omeprazole, dose: §20 mEq/d"),
            "habits: {phosphate: §20 mEq/d}",
        ],
    )
    def test_mEq_of_a_substance_without_charge(self, complaint, text):
        message = complaint(text)
        assert "`mEq" in message
        assert "counts charges" in message

    def test_elemental_of_a_drug(self, complaint):
        assert "`elemental`" in complaint(entry("at: 0 h, start: omeprazole, dose: §20 mg elemental/d"))


class TestNumbers:
    @pytest.mark.parametrize("word", ["nan", ".nan", "NaN kg", "inf kg", "-.inf", "1e999 kg", "Infinity"])
    def test_not_finite(self, complaint, word):
        message = complaint(f"person: {{weight: §{word}}}")
        assert word in message
        assert "finite number" in message

    @pytest.mark.parametrize("word", ["", "~", "null"])
    def test_empty(self, complaint, word):
        with pytest.raises(CaseError, match="the value is missing"):
            read_case(f"person:\n  weight: {word}\n", vocabulary=VOCABULARY)

    def test_decimal_comma(self, complaint):
        assert "decimals with a point" in complaint("person: {weight: §'62,5 kg'}")

    def test_negative_dose(self, complaint):
        message = complaint(entry("at: 0 h, give: magnesium_sulfate, dose: §-4 g, route: iv"))
        assert "`-4 g` of magnesium_sulfate is negative" in message
        assert "is negative" in complaint(entry("at: 0 h, start: omeprazole, dose: §-20 mg/d"))
        assert "is negative" in complaint(entry("at: 0 h, give: magnesium, rate: §-2 mmol/h, for: 3 h, route: iv"))

    def test_absurd_dose(self, complaint):
        assert "impossibly much" in complaint(entry("at: 0 h, give: magnesium_sulfate, dose: §4500 g, route: iv"))

    @pytest.mark.parametrize(
        ("key", "value", "bound"),
        [
            ("weight", "7000 kg", "650 kg"),
            ("weight", "100 g", "0.3"),
            ("age", "126 y", "125 y"),
            ("age", "-1 y", "must not be negative"),
            ("height", "1.6 cm", "20"),
            ("egfr", "251 mL/min/1.73m2", "250"),
            ("creatinine", "1 g/dL", "5000"),
            ("albumin", "400 g/L", "80"),
            ("pregnant", "50 wk", "45 wk"),
        ],
    )
    def test_impossible_person(self, complaint, key, value, bound):
        message = complaint(f"person: {{{key}: §{value}}}")
        assert f"`{value}` is impossible" in message
        assert bound in message

    def test_impossible_pregnancy(self, complaint):
        assert "male" in complaint("person: {sex: male, pregnant: §35 wk}")
        assert "3 y" in complaint("person: {sex: female, age: 3 y, pregnant: §35 wk}")

    def test_impossible_observation(self, complaint):
        assert "60 mmol/L" in complaint(seen("at: 0 h, what: serum_magnesium, value: §180 mmol/L"))
        assert "is not negative" in complaint(seen("at: 0 h, what: serum_magnesium, value: §-0.2 mmol/L"))
        assert "severity" in complaint("person: {conditions: {preeclampsia: §2}}")
        assert "whole number" in complaint("person: {count: §2.5}")
