"""The compiled kernel of a model, ready to be called on blocks of eight persons."""

from __future__ import annotations

import ctypes
from functools import cached_property
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from magnesia.engine import cache
from magnesia.engine.compile import compile_model, target_machine
from magnesia.engine.driver import ARGUMENTS
from magnesia.engine.emit import INTEGER, LANES, VECTOR_BYTES
from magnesia.engine.layout import Layout
from magnesia.engine.model import Model

Array = NDArray[np.float64]

SMALLEST_SCALE = 1e-9
"""Below this, the initial value of a state says nothing about its usual size."""

_loaded: dict[str, Kernel] = {}
_loading = Lock()


def kernel_of(model: Model) -> Kernel:
    """The kernel of a model: from this process, from the disk, or compiled now."""
    with _loading:
        found = _loaded.get(model.hash)
        if found is None:
            found = _loaded[model.hash] = _load(model)
    return found


def _load(model: Model) -> Kernel:
    stored = cache.read(model.hash)
    if stored is None:
        stored = compile_model(model)
        cache.write(model.hash, *stored)
    return Kernel(*stored)


class Kernel:
    """Machine code and the layout of its workspace. Calling it releases the global interpreter lock."""

    def __init__(self, layout: Layout, code: bytes):
        import llvmlite.binding as llvm

        self.layout = layout
        self.offsets = layout.offsets
        self._jit = llvm.create_lljit_compiler(target_machine())
        builder = llvm.JITLibraryBuilder().add_object_img(code)
        for name in ("run", "prepare", "linearise", "signals"):
            builder = builder.export_symbol(name)
        self._library = builder.link(self._jit, "kernel")
        pointer = ctypes.c_void_p
        kinds = [ctypes.c_int64 if kind == INTEGER else pointer for kind in ARGUMENTS.values()]
        self.run = ctypes.CFUNCTYPE(None, *kinds)(self._library["run"])
        on_workspace = ctypes.CFUNCTYPE(None, pointer)
        self.prepare = on_workspace(self._library["prepare"])
        self.linearise = on_workspace(self._library["linearise"])
        self.signals = on_workspace(self._library["signals"])

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """Model index of each state in kernel order."""
        return np.array(self.layout.order, dtype=np.intp)

    @cached_property
    def place(self) -> NDArray[np.intp]:
        """Kernel position of each state in model order."""
        return np.argsort(self.order)

    def workspace(self) -> Workspace:
        return Workspace(self)


class Workspace:
    """The memory of one block: ``array`` is (vectors, 8), regions are views of it in kernel order."""

    def __init__(self, kernel: Kernel):
        self.offsets = kernel.offsets
        self.array = aligned((self.offsets["end"], LANES))
        self.address = self.array.ctypes.data

    def region(self, name: str, size: int) -> Array:
        start = self.offsets[name]
        return self.array[start : start + size]

    def fill(self, name: str, values: Array) -> None:
        """Sets a region to (rows, people of at most eight); free lanes repeat the first person."""
        target = self.region(name, len(values))
        target[:] = values[:, :1]
        target[:, : values.shape[1]] = values


def aligned(shape: tuple[int, ...]) -> Array:
    """Zeros whose first element starts a cache line, as the vectors of the kernel need it."""
    size = int(np.prod(shape))
    raw = np.zeros(size + VECTOR_BYTES // 8)
    skip = -raw.ctypes.data % VECTOR_BYTES // 8
    return raw[skip : skip + size].reshape(shape)
