"""Small studies of known outcome, and the gallery made of them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from magnesia.evidence.published import PublishedCase
from magnesia.gallery import Built, build

PEOPLE = 8
INFUSION = """\
title: An infusion
source: {cite: "Somebody. Some journal 2000;1:1", read: abstract, split: validation, doi: 10.1000/1, pmid: "1"}
arms:
  infused:
    timeline:
      - {at: 0 h, give: magnesium_sulfate, dose: 4 g, route: iv, over: 20 min}
    seen:
      - {at: 0 h, what: serum_magnesium, value: 0.85 mmol/L, sd: 0.1 mmol/L, n: 10}
      - {at: 2 h, what: serum_magnesium, value: 3 mmol/L}
      - {at: 2 h, what: serum_magnesium, value: ">1 mmol/L"}
      - {at: 2 h, what: serum_magnesium, minus: control, value: 0.5 mmol/L}
      - {from: 0 h, to: 6 h, what: urine_magnesium, value: 6 mmol}
      - {at: 2 h, what: cord_magnesium, value: 0.8 mmol/L}
  control: {}
"""
TYPICAL = """\
title: Serum of the healthy
source: {cite: "Somebody else", read: fulltext, split: calibration}
seen:
  - {at: 0 h, what: serum_magnesium, value: 0.85 mmol/L, ci95: [0.8 mmol/L, 0.9 mmol/L]}
"""
FAR_OFF = """\
title: "<script>alert('serum')</script> & more"
source: {cite: "<b>Bold</b> claims", read: memory, split: calibration}
seen:
  - {at: 0 h, what: serum_magnesium, value: 4 mmol/L}
"""
BROKEN = "title: A broken case\nperson: {sax: female}\n"


def published(folder: Path, name: str, text: str, **said: str) -> PublishedCase:
    """A case file in a folder, as if it were installed; ``said`` is what its source says of it."""
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    known = {"title": "", "cite": "Somebody", "read": "abstract", "split": "calibration", "protocol": "", "lesson": ""}
    return PublishedCase(path, **{**known, **said})


Studies = Callable[[Path], dict[str, PublishedCase]]


@pytest.fixture(scope="session")
def studies() -> Studies:
    """Writes four studies: one partly right, a hit, a miss whose words are hostile, one that cannot be run."""

    def write(folder: Path) -> dict[str, PublishedCase]:
        return {
            "infusion": published(folder / "infusions", "infusion", INFUSION, title="An infusion", split="validation",
                                  lesson="How fast it leaves", protocol="Ten people, 4 g in 20 min"),
            "typical": published(folder / "balance", "typical", TYPICAL, title="Serum of the healthy", read="fulltext"),
            "far_off": published(folder / "balance", "far_off", FAR_OFF, title="<script>alert('serum')</script> & more",
                                 cite="<b>Bold</b> claims", lesson="<i>Nothing</i> can be learned"),
            "broken": published(folder / "balance", "broken", BROKEN, title="A broken case"),
        }  # fmt: skip

    return write


@pytest.fixture(scope="session")
def made(studies: Studies, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The gallery of these studies."""
    folder = tmp_path_factory.mktemp("gallery")
    return build(studies(folder / "cases"), folder / "out", people=PEOPLE)
