"""Kernels of the rival stay out of the user's cache."""

from __future__ import annotations

import pytest

from magnesia.engine import cache


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(cache.VARIABLE, str(tmp_path_factory.mktemp("kernels")))
        yield
