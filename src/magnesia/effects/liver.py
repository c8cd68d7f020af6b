"""Liver: enzymes that drink and disease release, and the scar that comes of them.

Gamma-glutamyltransferase is induced by drink, whatever magnesium does; aminotransferases leave injured cells, and the
collagen of years follows injury. Lack of magnesium makes injury and Kupffer cells worse.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import hill

LACK_POWER = 8  # as insulin receptors: nothing is gained by the replete


def liver(body: Anatomy) -> None:
    """Enzymes of serum over days to weeks, collagen over years."""
    p = body.parameters("liver")
    usual = body.parameters("plasma").reference_ionized
    half = p.lack_half * usual
    habit = body.read("metabolic_habit_magnesium")
    lacking = hill(usual, half, LACK_POWER) - hill(habit, half, LACK_POWER)
    injury = p.injury * (1 + p.injury_gain * lacking)

    transferase = body.state("gamma_glutamyltransferase", "U/L", 25.0, "Gamma-glutamyltransferase of serum")
    body.change("gamma_glutamyltransferase", p.ggt_clearance * (p.ggt * (1 + p.induction) - transferase))
    body.signal("ggt", "U/L", transferase, "Gamma-glutamyltransferase of serum")
    healing = body.state("liver_injury", "dimensionless", 0.0, "Liver cells that leak, over those that always do")
    body.change("liver_injury", p.healing * (injury - healing))
    body.signal("ast", "U/L", p.ast * (1 + healing), "Aspartate aminotransferase of serum")
    body.signal("alt", "U/L", p.alt * (1 + p.alt_share * healing), "Alanine aminotransferase of serum")

    kupffer = body.signal("kupffer_activation", "dimensionless", (1 + healing) * (1 + p.kupffer_gain * lacking),
                          "Activity of Kupffer cells over that in health")  # fmt: skip
    collagen = body.state("liver_collagen", "dimensionless", 1.0, "Collagen of liver over that in health")
    body.change("liver_collagen", p.remodelling * (1 + p.scar + p.scarring * healing * kupffer - collagen))
    body.signal("liver_fibrosis", "dimensionless", collagen, "Collagen of liver over that in health")
