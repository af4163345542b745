from meetings.materials.models.copies import Copy
from meetings.materials.models.materials import Audience, Material, MaterialState, MaterialVersion
from meetings.materials.models.notes import Note

__all__ = ["Audience", "Copy", "Material", "MaterialState", "MaterialVersion", "Note"]
