"""What the other parts of the chain file with a meeting: what was handed out, and who signed in."""

from collections.abc import Iterable
from pathlib import PurePath

from docflow.api import Part, sheet_pdf
from meetings.attendance.printing import sheet_of
from meetings.attendance.signing import who_signed_in
from meetings.convening.models import Meeting
from meetings.materials.selectors.lists import materials_of
from meetings.proceedings.filing import ENGINE


def handed_out(meeting: Meeting) -> Iterable[Part]:
    """会议材料, as they were last."""
    for one in materials_of(meeting):
        title = f"{one.item}：{one.material.title}" if one.item else one.material.title
        suffix = PurePath(one.name).suffix.lower()
        yield Part("FJ", f"会议材料 {title}", one.file.media_type, suffix, file=one.file)


def sign_in_list(meeting: Meeting) -> Iterable[Part]:
    """签到表, where anybody signed in."""
    if who_signed_in(meeting) is not None:
        yield Part("FJ", "会议签到表", "application/pdf", ".pdf", content=sheet_pdf(sheet_of(meeting)), made_by=ENGINE)
