"""记一笔：in the meeting's own stream, about the material: what is no reader's stands on no page that he reads."""

from typing import Any

from meetings.convening.models import Meeting
from meetings.materials.models import Material
from office.api import Actor, record


def record_act(by: Actor, act: str, material: Material, meeting: Meeting, **detail: Any) -> None:
    """One act of its organisers on a material."""
    record(by, f"materials.{act}", stream=f"meeting:{meeting.uid}", about=material.uid, title=str(material), **detail)
