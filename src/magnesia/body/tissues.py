"""Soft tissue, skeletal muscle and red cells.

Cells take magnesium up through channels (TRPM7, MagT1) in proportion to ionised plasma magnesium and lose it through
Na/Mg exchange (SLC41A1) in proportion to free cell magnesium. ATP holds most of what is inside and is nearly
saturated, so free magnesium moves far more than content: a large exchange with little net storage.
"""

from magnesia.body.anatomy import Anatomy
from magnesia.body.laws import buffered_free, damped, driven


def tissues(body: Anatomy, circulation, cells) -> None:
    """Declares viscera and muscle; publishes insulin, adrenergic drive and free cell magnesium on ``cells``."""
    p = body.parameters("cells")
    # The insulin receptor needs magnesium, insulin brings magnesium in: the circle of insulin resistance.
    cells.insulin = p.insulin * driven(circulation.level, p.insulin_magnesium_gain)
    # Too little magnesium lets nerve endings and adrenal medulla give off more: the circle of stress.
    cells.catecholamine = p.catecholamine * damped(circulation.level, p.release_gain)
    cells.uptake = p.uptake * (1 + p.insulin_gain * (cells.insulin - 1))
    cells.efflux = p.efflux * (1 + p.catecholamine_gain * (cells.catecholamine - 1))
    cells.ligand_share = p.ligand_share
    _, cells.free_level = _cell_water(body, circulation, cells, "viscera", 193.0, "soft tissue other than muscle")
    muscle = body.parameters("muscle")
    store, level = _cell_water(body, circulation, cells, "muscle", 270.0, "skeletal muscle")
    body.signal("muscle_magnesium", "mmol/kg", store / muscle.wet_mass, "Magnesium of wet skeletal muscle")
    body.signal("muscle_free_magnesium", "mmol/L", muscle.reference_free * level, "Free Mg2+ of muscle water")


def _cell_water(body: Anatomy, circulation, cells, organ: str, typical: float, about: str):
    """One tissue of cells; returns its pool and its free magnesium relative to the reference."""
    p = body.parameters(organ)
    pool_name = f"{organ}_store_magnesium"
    store = body.pool(pool_name, "magnesium", typical, f"Magnesium of {about}")
    free = buffered_free((store - p.structural) / p.water, p.ligand * cells.ligand_share, p.dissociation)
    level = free / p.reference_free
    body.flow(f"{organ}_uptake", "plasma_magnesium", pool_name, p.exchange * cells.uptake * circulation.level,
              f"Uptake by cells of {about}")  # fmt: skip
    body.flow(f"{organ}_efflux", pool_name, "plasma_magnesium", p.exchange * cells.efflux * level,
              f"Loss from cells of {about}")  # fmt: skip
    return store, level


def erythrocytes(body: Anatomy, circulation, cells) -> None:
    """Free red-cell magnesium follows plasma in days; the total is set as each cell is made and lives 120 days."""
    p = body.parameters("erythrocyte")
    free = body.state("erythrocyte_free", "mmol/L", 0.195, "Free magnesium of red cells")
    body.change("erythrocyte_free", p.free_rate * (p.reference_free * circulation.level - free))
    store = body.pool("erythrocyte_store_magnesium", "magnesium", 3.84, "Magnesium of red cells")
    made = p.reference_total * (1 - p.total_response + p.total_response * free / p.reference_free)
    body.flow("erythrocyte_formation", "plasma_magnesium", "erythrocyte_store_magnesium",
              p.turnover * p.volume * made, "Magnesium built into new red cells")  # fmt: skip
    body.flow("erythrocyte_removal", "erythrocyte_store_magnesium", "plasma_magnesium", p.turnover * store,
              "Magnesium returned from old red cells")  # fmt: skip
    body.signal("erythrocyte_magnesium", "mmol/L", store / p.volume, "Total magnesium of packed red cells")
    body.signal("erythrocyte_free_magnesium", "mmol/L", free, "Free Mg2+ of red cells")
