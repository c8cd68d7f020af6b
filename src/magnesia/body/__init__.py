"""The body: one organ a file, its pools, flows and read-outs. ``whole_body()`` assembles them."""

from magnesia.body.assembly import whole_body

__all__ = ["whole_body"]
