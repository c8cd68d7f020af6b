"""Stomach, upper small bowel, ileum, colon: transit, dissolution, saturable and passive uptake, secretion."""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import damped, driven, hill, saturation, spared

# A colon rich in magnesium makes more channels (Groenestege 2006); on an ordinary diet nothing of that shows.
INDUCTION_POWER = 12


def gut(body: Anatomy, circulation, hormones) -> None:
    p = body.parameters("gut")
    stomach = body.pool("stomach_magnesium", "magnesium", 0.6, "Dissolved magnesium in the stomach")
    stomach_solid = body.pool("stomach_solid_magnesium", "magnesium", 0.0, "Undissolved magnesium salt in the stomach")
    upper = body.pool("upper_magnesium", "magnesium", 0.9, "Dissolved magnesium in duodenum and jejunum")
    upper_solid = body.pool("upper_solid_magnesium", "magnesium", 0.0, "Undissolved magnesium salt in the small bowel")
    ileum = body.pool("ileum_magnesium", "magnesium", 0.9, "Dissolved magnesium in the ileum")
    colon = body.pool("colon_magnesium", "magnesium", 9.0, "Magnesium in the colon")
    body.ledger("faecal_magnesium", "magnesium", "Magnesium passed in stool")
    body.ledger("drained_magnesium", "magnesium", "Magnesium lost by vomiting or suction")

    # Magnesium that is not absorbed holds water and hurries the bowel along, as far as muscle can propel it: a purge
    # passes in an hour at the fastest, and behind an obstruction not at all.
    propelled = p.osmotic_limit * 2 * saturation(p.transit_speed, 1)
    hurry = p.transit_speed * (
        1 + propelled * saturation(((upper + ileum) / p.osmotic_threshold) ** 2, p.osmotic_limit)
    )
    upper_transit = p.upper_transit * hurry
    ileal_transit = p.ileal_transit * hurry
    colonic_hurry = 1 + propelled * saturation((colon / p.laxative_threshold) ** 2, p.osmotic_limit)
    colonic_transit = p.colonic_transit * p.transit_speed * colonic_hurry

    body.flow("gastric_emptying", "stomach_magnesium", "upper_magnesium", p.stomach_emptying * stomach,
              "Emptying of dissolved magnesium")  # fmt: skip
    body.flow("gastric_emptying_solid", "stomach_solid_magnesium", "upper_solid_magnesium",
              p.stomach_emptying * stomach_solid, "Emptying of undissolved salt")  # fmt: skip
    body.flow("acid_dissolution", "stomach_solid_magnesium", "stomach_magnesium",
              p.acid * p.acid_dissolution * saturation(stomach_solid, p.dissolution_half),
              "Dissolution by gastric acid, limited by the acid")  # fmt: skip
    body.flow("bowel_dissolution", "upper_solid_magnesium", "upper_magnesium", p.bowel_dissolution * upper_solid,
              "Slow dissolution in the small bowel")  # fmt: skip
    body.flow("upper_passage", "upper_magnesium", "ileum_magnesium", upper_transit * upper, "Passage to the ileum")
    body.flow("solid_passage", "upper_solid_magnesium", "colon_magnesium",
              ileal_transit * upper_solid, "Passage of undissolved salt to the colon")  # fmt: skip
    body.flow("ileal_passage", "ileum_magnesium", "colon_magnesium", ileal_transit * ileum, "Passage to the colon")
    body.flow("defecation", "colon_magnesium", "faecal_magnesium", colonic_transit * colon, "Passage to stool")
    body.flow("gastric_loss", "stomach_magnesium", "drained_magnesium", p.suction * stomach,
              "Gastric content removed by suction or vomiting")  # fmt: skip

    adaptation = body.state("gut_adaptation", "dimensionless", 1.0, "Saturable bowel uptake relative to usual (TRPM6)")
    # Channels are made as the lumen and the blood become poor, and withdrawn as they become rich.
    plenty = (1 - p.luminal_share) * circulation.level + p.luminal_share * ileum / p.usual_load
    body.change("gut_adaptation", p.adaptation_rate * (damped(plenty, p.adaptation_gain) - adaptation))

    # What reaches the cell must leave it for blood, by Na/Mg exchange that cyclic AMP drives: two steps in series.
    leaving = body.signal("bowel_cell_exit", "dimensionless",
                          p.exit_function * driven(p.cyclic_amp, p.cyclic_amp_gain),
                          "Power of bowel cells to pass magnesium on to blood, relative to usual")  # fmt: skip
    passed_on = spared(leaving, p.exit_half)
    about = "Channels that a rich colon adds, relative to those it would have (TRPM6)"
    induction = body.state("colonic_induction", "dimensionless", 1.0, about)
    wanted = 1 + p.colonic_induction * hill(colon, p.colonic_plenty, INDUCTION_POWER)
    body.change("colonic_induction", p.adaptation_rate * (wanted - induction))
    made = body.signal("colonic_channels", "dimensionless", adaptation * induction,
                       "Channels of the colon relative to usual (TRPM6)")  # fmt: skip

    free = 1 / (1 + p.ligand_binding)
    colonic_channels = made * p.channel_function * hormones.channel_opening * passed_on
    channels = adaptation * p.channel_function * passed_on * driven(hormones.calcitriol_level, p.calcitriol_gain)
    upper_uptake = p.upper_remaining * (
        p.upper_passive * upper * free + p.upper_capacity * channels * saturation(upper * free, p.half_saturation)
    )
    ileal_uptake = p.ileum_remaining * (
        p.ileal_passive * ileum * free + p.ileal_capacity * channels * saturation(ileum * free, p.half_saturation)
    )
    colonic_uptake = p.colonic_passive * colon * free + p.colonic_capacity * colonic_channels * saturation(
        colon * free, p.colonic_half_saturation
    )
    body.flow("upper_absorption", "upper_magnesium", "plasma_magnesium", upper_uptake, "Uptake in upper small bowel")
    body.flow("ileal_absorption", "ileum_magnesium", "plasma_magnesium", ileal_uptake, "Uptake in ileum")
    body.flow("colonic_absorption", "colon_magnesium", "plasma_magnesium", colonic_uptake, "Uptake in colon")
    secretion = body.flow("secretion", "plasma_magnesium", "upper_magnesium",
                          2 * (p.secretion + p.secretory_loss) * saturation(circulation.level, 1),
                          "Magnesium of digestive juices")  # fmt: skip
    body.flow("juice_loss", "plasma_magnesium", "drained_magnesium", p.suction_loss * circulation.level,
              "Magnesium of juices lost by suction or vomiting")  # fmt: skip
    body.counter("absorbed_magnesium", "mmol", upper_uptake + ileal_uptake + colonic_uptake - secretion,
                 "Net absorption: uptake less secretion, cumulated")  # fmt: skip
