"""Kernels are compiled once, kept on disk, and compiled again when the file or the model is another."""

from __future__ import annotations

import numpy as np
import pytest
from engine_toys import model_of, start

from magnesia.engine import cache, kernel
from magnesia.engine.expression import symbol
from magnesia.engine.schedule import Schedule
from magnesia.engine.solve import solve


@pytest.fixture
def compiled(monkeypatch, tmp_path):
    """An empty cache in a new process, as it were; the list of hashes of models that were compiled."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "kernels"))
    monkeypatch.setattr(kernel, "_loaded", {})
    seen: list[str] = []

    def watched(model, original=kernel.compile_model):
        seen.append(model.hash)
        return original(model)

    monkeypatch.setattr(kernel, "compile_model", watched)
    return seen


def decay(name: str = "x"):
    return model_of({name: -symbol(name) * symbol("p")}, {name: 1.0}, {"p": 1.0})


def run(model) -> float:
    return float(solve(model, *start(model), Schedule(np.array([0.0, 1.0])), at=[1.0], outputs=[]).final[0, 0])


def forget(monkeypatch) -> None:
    monkeypatch.setattr(kernel, "_loaded", {})


def test_a_second_process_loads_and_does_not_compile(compiled, monkeypatch):
    first = run(decay())
    forget(monkeypatch)
    assert run(decay()) == first == pytest.approx(np.exp(-1), rel=1e-6)
    assert len(compiled) == 1


@pytest.mark.parametrize("damage", [lambda data: data[:-9], lambda data: b"", lambda data: data[:-1] + b"?"])
def test_a_damaged_file_is_compiled_anew_and_repaired(compiled, monkeypatch, damage):
    run(decay())
    (file,) = cache.directory().iterdir()
    whole = file.read_bytes()
    file.write_bytes(damage(whole))
    forget(monkeypatch)
    assert run(decay()) == pytest.approx(np.exp(-1), rel=1e-6)
    assert len(compiled) == 2
    assert file.read_bytes()[:50] == whole[:50]


def test_another_model_has_another_key(compiled):
    assert cache.key(decay("x").hash) != cache.key(decay("y").hash)
    run(decay("x"))
    run(decay("y"))
    assert len(compiled) == 2


def test_a_cache_that_cannot_be_written_is_no_obstacle(compiled, monkeypatch, tmp_path):
    (tmp_path / "file").write_text("in the way")
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "file"))
    assert run(decay()) == pytest.approx(np.exp(-1), rel=1e-6)
