"""会议材料的页：of a meeting, for its organiser to arrange and for a guest to read; of one material, with its list."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from meetings.convening.life import CANCELLED, MINUTED
from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.materials.bringing import TAKEN_IN_WORDS
from meetings.materials.forms import MaterialForm, initial_of
from meetings.materials.giving import lacking
from meetings.materials.models import Copy, Material, MaterialState
from meetings.materials.models.copies import number_in_words
from meetings.materials.policy import materials
from meetings.materials.selectors.lists import COLUMNS, WIDTHS, first_read, grouped, listed
from office.api import actor_for, history_of, lines_about, note_access, reading, served
from office.kernel.refusals import NotThere, Refusal
from office.kernel.wording import full_moment
from office.kernel.xlsx_text import MEDIA_TYPE, xlsx_bytes
from office.paging import page_of

FOR_HIM_ALONE = "private, no-store"


@require_GET
def of_meeting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """会议材料: all of a meeting's for its organisers; for whoever is invited what was handed out for him."""
    return meeting_answer(request, uid)


def meeting_answer(
    request: HttpRequest,
    uid: UUID,
    *,
    form: MaterialForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    note_access(request, "read", about=meeting.uid, title=f"{meeting}：会议材料"[:400])
    if meetings.organising(meeting, by=by) is None:
        return _for_guest(request, meeting)
    rows = list(materials.of(meeting))
    context: dict[str, Any] = {
        "meeting": meeting,
        "groups": grouped(rows),
        "drafts": sum(one.state == MaterialState.DRAFT for one in rows),
        "out": sum(one.is_handed_out for one in rows),
        "form": form or MaterialForm(items=items_of(meeting)),
        "is_settled": is_settled(meeting),
        "kinds": TAKEN_IN_WORDS,
        "refusal": refusal,
    }
    answer = render(request, "materials/pages/meeting.html", context, status=status)
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


def _for_guest(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    invitation = meetings.invitation(meeting, by=actor_for(request))
    if invitation is None:
        raise NotThere("该会议的材料")
    rows = [] if meeting.state == CANCELLED else materials.for_guest(invitation)
    numbers = dict(Copy.objects.filter(invitation=invitation).values_list("material_id", "number"))
    said = {one.pk: number_in_words(numbers.get(one.pk)) for one in rows}
    groups = [(group.heading, [(one, said[one.pk]) for one in group.materials]) for group in grouped(rows)]
    answer = render(request, "materials/pages/mine.html", {"meeting": meeting, "groups": groups})
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


@require_GET
def material_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一份材料: its versions, its list of who has it, for its organisers."""
    return material_answer(request, uid)


def material_answer(
    request: HttpRequest,
    uid: UUID,
    *,
    form: MaterialForm | None = None,
    given: dict[str, Any] | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled, `refused` naming it."""
    by = actor_for(request)
    material, meeting, _ = materials.organised(uid, by=by)
    note_access(request, "read", about=material.uid, title=str(material))
    page = page_of(listed(material), request.GET.get("page"))
    seen = first_read(material, page.object_list)
    context: dict[str, Any] = {
        "material": material,
        "meeting": meeting,
        "versions": sorted(material.versions.all(), key=lambda one: -one.n),
        "copies": [(one, seen.get(one.invitation.person.uid)) for one in page],
        "page": page,
        "lacking": lacking(material, meeting) if material.is_handed_out else 0,
        "form": form or MaterialForm(items=items_of(meeting), initial=initial_of(material)),
        "is_settled": is_settled(meeting),
        "may_hand_out": meeting.is_known and not is_settled(meeting) and not material.is_handed_out,
        "kinds": TAKEN_IN_WORDS,
        "history": history_of(material.uid),
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
    }
    answer = render(request, "materials/pages/material.html", context, status=status)
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


@require_GET
def copies_table(request: HttpRequest, uid: UUID) -> HttpResponse:
    """分发清单, as a table for a spreadsheet."""
    by = actor_for(request)
    material, _, _ = materials.organised(uid, by=by)
    note_access(request, "download", about=material.uid, title=f"{material}：分发清单"[:400])
    copies = list(listed(material))
    seen = first_read(material, copies)
    rows = [_row(one, seen) for one in copies]
    answer = HttpResponse(xlsx_bytes("分发清单", [COLUMNS, *rows], widths=WIDTHS), content_type=MEDIA_TYPE)
    name = f"{material}-分发清单.xlsx".replace("/", "／")
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    answer["Cache-Control"] = FOR_HIM_ALONE
    return answer


@require_GET
def readings(request: HttpRequest, uid: UUID) -> HttpResponse:
    """阅看记录: who looked at which page, printed or took a copy, the latest first."""
    by = actor_for(request)
    material, meeting, _ = materials.organised(uid, by=by)
    page = page_of(lines_about([material.uid]), request.GET.get("page"))
    context = {"material": material, "meeting": meeting, "page": page, "readings": [reading(one) for one in page]}
    return render(request, "materials/pages/readings.html", context)


@require_GET
def original(request: HttpRequest, uid: UUID, n: int) -> FileResponse:
    """A version's own file, without a watermark: to its organisers alone."""
    by = actor_for(request)
    material, _, _ = materials.organised(uid, by=by)
    found = next((one for one in material.versions.all() if one.n == n), None)
    if found is None:
        raise NotThere("该版本")
    note_access(request, "download", about=material.uid, title=f"{material}：第{n}版原文件"[:400])
    return served(found.file, found.name)


def items_of(meeting: Meeting) -> list[tuple[str, str]]:
    """The agenda, to choose from."""
    return [(str(one.uid), f"{one.place}．{one.title}") for one in meeting.items.all()]


def is_settled(meeting: Meeting) -> bool:
    """Whether its materials stay as they are."""
    return meeting.state in {CANCELLED, MINUTED}


def _row(one: Copy, seen: Any) -> tuple[object, ...]:
    post = one.invitation.appointment.post
    first = seen.get(one.invitation.person.uid)
    back = f"{full_moment(one.returned_at)} {one.returned_names.get('name', '')}" if one.returned_at else ""
    return (
        one.number,
        one.invitation.person.name,
        f"{post.department.organ.name}{post.department.name}",
        post.title,
        one.invitation.get_capacity_display(),
        full_moment(one.given_at),
        full_moment(first) if first else "",
        back,
        "" if one.invitation.is_in_force else "已不参会",
    )


def titled(material: Material, page: int) -> str:
    """How a page of it stands in the log."""
    return f"{str(material)[:380]}第{page}页"
