"""What the other parts of the chain know of a meeting that runs or is over: who signed in, and what was handed out."""

from collections.abc import Iterable
from pathlib import PurePath

from docflow.api import Part, sheet_pdf
from meetings.attendance.models import SignIn
from meetings.attendance.printing import sheet_of
from meetings.convening.models import Meeting
from meetings.materials.selectors.lists import materials_of
from meetings.proceedings.filing import ENGINE


def signed_in(meeting: Meeting) -> set[int] | None:
    """The row keys of the invitations of those who have signed in; None while nobody has, for then nobody is asked to."""
    found = set(SignIn.objects.filter(invitation__meeting=meeting).values_list("invitation", flat=True))
    return found or None


def handed_out(meeting: Meeting) -> Iterable[Part]:
    """会议材料, as they were last."""
    for one in materials_of(meeting):
        title = f"{one.item}：{one.material.title}" if one.item else one.material.title
        suffix = PurePath(one.name).suffix.lower()
        yield Part("FJ", f"会议材料 {title}", one.file.media_type, suffix, file=one.file)


def sign_in_list(meeting: Meeting) -> Iterable[Part]:
    """签到表, where anybody signed in."""
    if signed_in(meeting) is not None:
        yield Part("FJ", "会议签到表", "application/pdf", ".pdf", content=sheet_pdf(sheet_of(meeting)), made_by=ENGINE)
