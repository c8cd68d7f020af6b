"""Compiled kernels kept on disk: compiling takes seconds, loading milliseconds."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from contextlib import suppress
from functools import cache
from pathlib import Path

from magnesia.engine.layout import Layout

VARIABLE = "MAGNESIA_CACHE_DIR"
KEPT = 40  # kernels; an old one is written for each change of the equations
MAGIC = b"magnesia kernel 1\n"


def directory() -> Path:
    """Where kernels are kept: ``MAGNESIA_CACHE_DIR`` or the user's cache directory."""
    chosen = os.environ.get(VARIABLE)
    if chosen:
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA", home / "AppData" / "Local"))
    elif sys.platform == "darwin":
        base = home / "Library" / "Caches"
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME", home / ".cache"))
    return base / "magnesia"


@cache
def _surroundings() -> str:
    """All that decides on the machine code besides the model: this package's sources, LLVM and the processor."""
    import llvmlite
    import llvmlite.binding as llvm

    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    facts = (llvmlite.__version__, llvm.get_default_triple(), llvm.get_host_cpu_name(),
             llvm.get_host_cpu_features().flatten())  # fmt: skip
    digest.update("\n".join(facts).encode())
    return digest.hexdigest()


def key(model_hash: str) -> str:
    return hashlib.sha256(f"{model_hash} {_surroundings()}".encode()).hexdigest()[:32]


def read(model_hash: str) -> tuple[Layout, bytes] | None:
    """The stored kernel, or None if there is none or its file is damaged."""
    try:
        data = _path(model_hash).read_bytes()
    except OSError:
        return None
    head, digest, body = data[: len(MAGIC)], data[len(MAGIC) : len(MAGIC) + 32], data[len(MAGIC) + 32 :]
    if head != MAGIC or hashlib.sha256(body).digest() != digest:
        return None
    record, code = body.split(b"\n", 1)
    return Layout.from_json(json.loads(record)), code


def write(model_hash: str, layout: Layout, code: bytes) -> None:
    """Stores a kernel whole or not at all. A cache that cannot be written is no error: one compiles again."""
    body = json.dumps(layout.to_json()).encode() + b"\n" + code
    with suppress(OSError):
        folder = directory()
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=folder, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(MAGIC + hashlib.sha256(body).digest() + body)
            os.replace(name, _path(model_hash))
            by_age = sorted(folder.glob("*.kernel"), key=lambda path: path.stat().st_mtime)
            for old in by_age[:-KEPT]:
                old.unlink(missing_ok=True)
        except OSError:
            Path(name).unlink(missing_ok=True)
            raise


def _path(model_hash: str) -> Path:
    return directory() / f"{key(model_hash)}.kernel"
