"""Seals: which is in force, how large."""

from docflow.models import Seal
from docflow.models.seals import SealState

USUAL = 42.0  # mm, 国发〔1999〕25号 for the organs that have not the larger ones


def seal_in_force(organ: int) -> Seal | None:
    """The seal that an organ (its row key) uses now."""
    return Seal.objects.filter(organ=organ, state=SealState.IN_FORCE).first()


def seal_diameter(organ: int) -> float:
    """How much room its page leaves for the seal, in mm."""
    seal = seal_in_force(organ)
    return float(seal.diameter) if seal else USUAL
