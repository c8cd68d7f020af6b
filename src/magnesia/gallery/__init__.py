"""The gallery: one page a published study, seen over predicted, and an index that shows misses beside hits."""

from magnesia.gallery.building import Built, build
from magnesia.gallery.study import Study

__all__ = ["Built", "Study", "build"]
