"""What stands on the pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from gallery.html_reading import Page
from magnesia.gallery import Built
from magnesia.tables.wording import NOTICE

NAMES = ("infusion", "typical", "far_off", "broken")


@pytest.fixture(scope="module")
def pages(made: Built) -> dict[str, Page]:
    folder = made.index.parent
    return {"index": Page(made.index), **{name: Page(folder / "studies" / f"{name}.html") for name in NAMES}}


def squeezed(page: Page) -> str:
    return " ".join(page.words.split())


def test_every_page_parses_and_says_what_it_is_for(pages: dict[str, Page]) -> None:
    assert all(NOTICE in page.words for page in pages.values())
    assert all(page.named("html")[0]["lang"] == "en-GB" for page in pages.values())
    assert all("width=device-width" in str(page.named("meta")) for page in pages.values())


def test_every_link_leads_somewhere(pages: dict[str, Page]) -> None:
    for page in pages.values():
        for link in page.links:
            if link.startswith("#"):
                assert link[1:] in page.ids
            elif not link.startswith("https://"):
                assert (page.path.parent / link).resolve().is_file(), link
    assert {"https://doi.org/10.1000/1", "https://pubmed.ncbi.nlm.nih.gov/1/"} <= set(pages["infusion"].links)


def test_pages_need_nothing_beside_themselves(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
        assert "url(" not in page.path.read_text(encoding="utf-8")


def test_the_word_of_a_study_stands_on_its_page_and_on_the_index(made: Built, pages: dict[str, Page]) -> None:
    words = {study.name: study.word for study in made.studies}
    assert words == {"infusion": "partly", "typical": "hit", "far_off": "miss", "broken": "not run"}
    for name, word in words.items():
        assert word.capitalize() in pages[name].words
        assert re.search(rf"{name} {word}", squeezed(pages["index"]))


def test_a_miss_is_told_with_its_numbers_and_what_it_teaches(pages: dict[str, Page]) -> None:
    wrong = squeezed(pages["index"]).split("What the model gets wrong")[-1]
    assert wrong.index("alert") < wrong.index("An infusion")  # the larger miss first
    assert "Serum magnesium, infused, 2 h: seen 3.00, predicted" in wrong
    assert "Nothing" in wrong
    assert "outside" in pages["far_off"].words
    assert "What the miss teaches How fast it leaves" in squeezed(pages["infusion"])


def test_what_is_not_predicted_says_why(pages: dict[str, Page]) -> None:
    assert "not predicted: cord_magnesium needs a child" in squeezed(pages["infusion"])
    assert "needs a child" in pages["index"].words.split("Not predicted")[1]


def test_a_case_that_cannot_be_run_says_why(pages: dict[str, Page]) -> None:
    assert "sax" in squeezed(pages["broken"]).split("Not run")[1][:200]


def test_no_page_names_a_folder_of_this_machine(made: Built) -> None:
    out = made.index.parent
    written = [path.read_text(encoding="utf-8") for path in out.rglob("*.*") if path.is_file()]
    assert len(written) > 8
    assert not any(str(out.parent) in text for text in written)


def test_words_of_a_case_are_words_and_no_markup(made: Built, pages: dict[str, Page]) -> None:
    assert "<script>alert('serum')</script> & more" in pages["far_off"].words
    assert "<b>Bold</b> claims" in pages["far_off"].words
    assert "<i>Nothing</i> can be learned" in pages["index"].words
    raw = made.index.read_text(encoding="utf-8") + pages["far_off"].path.read_text(encoding="utf-8")
    assert "<script" not in raw and "<b>" not in raw


def test_drawings_say_what_they_show(pages: dict[str, Page]) -> None:
    drawings = pages["infusion"].named("svg")
    assert all(one["role"] == "img" for one in drawings)
    said = [one["aria-label"] for one in drawings]
    assert "Serum magnesium (mmol/L) over time: 2 of 3 numbers seen lie inside the predicted intervals." in said
    assert any("Serum magnesium, difference" in str(one) for one in said)
    assert any("Urine magnesium (mmol): 1 of 1" in str(one) for one in said)


def test_the_case_file_can_be_copied(made: Built, pages: dict[str, Page]) -> None:
    case = made.index.parent.parent / "cases" / "infusions" / "infusion.yaml"
    assert case.read_text(encoding="utf-8") in pages["infusion"].words
    assert pages["infusion"].named("details")


def test_index_json_holds_all_numbers(made: Built) -> None:
    held = json.loads((made.index.parent / "index.json").read_text(encoding="utf-8"))
    studies = {study["name"]: study for study in held["studies"]}
    assert [split["name"] for split in held["splits"]] == ["calibration", "validation"]
    assert studies["infusion"]["inside"] == 4
    assert len(studies["infusion"]["entries"]) == 6
    miss = studies["far_off"]["entries"][0]
    assert miss["p05"] < miss["p50"] < miss["p95"] < miss["seen"] == 4
    assert studies["far_off"]["worst"] == pytest.approx(abs(miss["log_ratio"]))
    serum = next(one for one in held["observables"] if one["name"] == "serum_magnesium")
    assert (serum["studies"], serum["entries"], serum["inside"]) == (3, 6, 4)
    assert serum["sharpness"] > 1
    assert Path(made.index.parent / "studies" / "infusion.json").exists()
