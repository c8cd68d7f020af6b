"""TRPM6 at the membrane of colon and distal tubule: what holds its channels shut there."""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import damped


def channels(body: Anatomy, hormones) -> None:
    """Publishes how far TRPM6 is open, relative to usual, on ``hormones``."""
    p = body.parameters("channels")
    # The repressor REA shuts the channels it sits on; oestradiol draws it off them.
    seated = p.repressor * damped(p.oestradiol, p.release_gain)
    hormones.channel_opening = body.signal("channel_opening", "dimensionless", damped(seated, p.repressor_gain),
                                           "Opening of TRPM6 in colon and kidney relative to usual")  # fmt: skip
