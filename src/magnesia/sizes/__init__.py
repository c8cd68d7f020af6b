"""Published sizes of what disturbs and treats magnesium, beside what the typical person of the model shows."""

from magnesia.sizes.rows import Size, sizes

__all__ = ["Size", "sizes"]
