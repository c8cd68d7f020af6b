"""The fingerprint of a model is that of its equations, not of the order in which a process came to write them."""

import subprocess
import sys
from dataclasses import replace

from magnesia.body import whole_body
from magnesia.engine.expression import symbol


def test_what_was_written_before_does_not_matter():
    before = (
        "from magnesia.engine.expression import symbol as s; s('kidney.gfr') * s('plasma_magnesium') + s('gut.acid')"
    )
    told = "from magnesia.body import whole_body; print(whole_body().fingerprint)"
    found = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
        for code in (told, f"{before}; {told}")
    }
    assert found == {whole_body().fingerprint}


def test_another_equation_has_another_fingerprint():
    body = whole_body()
    moved = (body.derivatives[0] + symbol("kidney.gfr"), *body.derivatives[1:])
    assert replace(body, derivatives=moved).fingerprint != body.fingerprint
