"""Every act on materials: read the form, call the one action, say what came of it."""

from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from meetings.convening.models import Meeting
from meetings.convening.policy import meetings
from meetings.materials.actions.arrange import arrange
from meetings.materials.actions.bring_material import (
    bring_material,
    edit_material,
    remove_material,
    replace_material,
)
from meetings.materials.actions.hand_out import give_the_rest, hand_out, hand_out_all, recall, recall_all
from meetings.materials.actions.returns import register_returns, withdraw_return
from meetings.materials.bringing import looked_at
from meetings.materials.forms import ActForm, MaterialForm, uids
from meetings.materials.models import Material
from meetings.materials.policy import materials
from meetings.materials.views.organising import items_of, material_answer, meeting_answer
from office.api import Actor, actor_for, key_of
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.kernel.uploads import LARGEST, Examined
from office.notices import say, warn

NOT_WHOLE = "没有办理：有的地方填得不对，或表单不完整。请改正或刷新页面后再办。"
OnMaterial = Callable[[Material, Actor, ActForm, HttpRequest], object]
OnMeeting = Callable[[Meeting, Actor, ActForm, HttpRequest], object]


@require_POST
def bring(request: HttpRequest, uid: UUID) -> HttpResponse:
    """上传材料."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    meetings.ask_organiser(meeting, by=by)
    form = MaterialForm(request.POST, items=items_of(meeting))
    if not form.is_valid():
        return meeting_answer(request, uid, form=form, status=422)
    try:
        content, examined = _brought(request)
        made = bring_material(uid, form.described(), content, examined, by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        shown: Refusal | None = refusal
        if refusal.field in form.fields:
            form.add_error(refusal.field, refusal.sentence)
            shown = None
        return meeting_answer(request, uid, form=form, refusal=shown, status=refusal.status)
    say(request, f"已上传“{made}”，分发后参会人才能看到。")
    for one in examined.warnings:
        warn(request, one)
    return redirect("materials:meeting", uid=uid)


def _brought(request: HttpRequest) -> tuple[bytes, Examined]:
    """The file of the form, looked at before anything is locked. Raises Invalid, TooLarge."""
    file = request.FILES.get("file")
    if file is None:
        raise Invalid("没有上传：请先选择文件。", field="file")
    if (file.size or 0) > LARGEST:
        raise Invalid(f"没有上传“{file.name}”：超过{LARGEST // 1024 // 1024}兆字节。请压缩或拆分后上传。", field="file")
    content = file.read()
    return content, looked_at(content, str(file.name))


def _replace(material: Material, by: Actor, form: ActForm, request: HttpRequest) -> object:
    content, examined = _brought(request)
    return replace_material(
        material.uid, content, examined, form.cleaned_data["note"], by=by, key=form.cleaned_data["key"]
    )


def _returned(material: Material, by: Actor, form: ActForm, request: HttpRequest) -> object:
    return register_returns(material.uid, _chosen(request, "copy"), by=by, key=form.cleaned_data["key"])


def _not_returned(material: Material, by: Actor, form: ActForm, request: HttpRequest) -> object:
    chosen = _chosen(request, "copy")
    if len(chosen) != 1:
        raise Invalid(NOT_WHOLE)
    return withdraw_return(material.uid, chosen[0], by=by, key=form.cleaned_data["key"])


def _arrange(meeting: Meeting, by: Actor, form: ActForm, request: HttpRequest) -> object:
    """The rows as they stand in the form; `up` and `down` name one that goes a place further."""
    order = _chosen(request, "material")
    for name, step in (("up", -1), ("down", 1)):
        for one in _chosen(request, name):
            at = order.index(one) if one in order else -1
            if at >= 0 and 0 <= at + step < len(order):
                order[at], order[at + step] = order[at + step], order[at]
    return arrange(meeting.uid, order, by=by, key=form.cleaned_data["key"])


def _chosen(request: HttpRequest, name: str) -> list[UUID]:
    found = uids(request.POST.getlist(name)[:1000])
    if found is None:
        raise Invalid(NOT_WHOLE)
    return found


ON_MATERIAL: dict[str, tuple[OnMaterial, str]] = {
    "hand-out": (
        lambda it, by, form, _: hand_out(it.uid, form.cleaned_data["open_from"], by=by, key=form.cleaned_data["key"]),
        "已分发，可看的人都通知到了。",
    ),
    "complete": (lambda it, by, form, _: give_the_rest(it.uid, by=by, key=form.cleaned_data["key"]), "已补发。"),
    "recall": (
        lambda it, by, form, _: recall(it.uid, form.cleaned_data["reason"], by=by, key=form.cleaned_data["key"]),
        "已收回，打开着的页面也不能再看。",
    ),
    "replace": (_replace, "已换新版，原来的一版留着备查。"),
    "returned": (_returned, "已登记收回。"),
    "not-returned": (_not_returned, "已撤销登记。"),
}
"""The verbs of one material, by their word in the address; 修改 and 删除 have answers of their own."""

ON_MEETING: dict[str, tuple[OnMeeting, str]] = {
    "hand-out": (
        lambda it, by, form, _: hand_out_all(it.uid, by=by, key=form.cleaned_data["key"]),
        "已全部分发，可看的人都通知到了。",
    ),
    "recall": (
        lambda it, by, form, _: recall_all(it.uid, form.cleaned_data["reason"], by=by, key=form.cleaned_data["key"]),
        "已全部收回，打开着的页面也不能再看。",
    ),
    "arrange": (_arrange, "已排好。"),
}
"""The verbs of all materials of a meeting."""


@require_POST
def do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """分发、收回、换新版、登记、修改、删除."""
    by = actor_for(request)
    material, meeting, _ = materials.organised(uid, by=by)
    if verb == "edit":
        return _edited(request, material, meeting, by)
    if verb == "remove":
        return _removed(request, material, meeting, by)
    if verb not in ON_MATERIAL:
        raise NotThere("该办法")
    deed, said = ON_MATERIAL[verb]
    form = ActForm(request.POST)
    if not form.is_valid():
        return _refused(request, uid, verb, Invalid(NOT_WHOLE))
    try:
        deed(material, by, form, request)
    except NotThere:
        raise
    except Refusal as refusal:
        return _refused(request, uid, verb, refusal)
    say(request, said)
    return redirect(material)


@require_POST
def do_all(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """全部分发、全部收回、排序."""
    by = actor_for(request)
    meeting = meetings.read(uid, by=by)
    meetings.ask_organiser(meeting, by=by)
    if verb not in ON_MEETING:
        raise NotThere("该办法")
    deed, said = ON_MEETING[verb]
    form = ActForm(request.POST)
    if not form.is_valid():
        return meeting_answer(request, uid, refusal=Invalid(NOT_WHOLE), status=422)
    try:
        deed(meeting, by, form, request)
    except NotThere:
        raise
    except Refusal as refusal:
        return meeting_answer(request, uid, refusal=refusal, status=refusal.status)
    say(request, said)
    return redirect("materials:meeting", uid=uid)


def _edited(request: HttpRequest, material: Material, meeting: Meeting, by: Actor) -> HttpResponse:
    form = MaterialForm(request.POST, items=items_of(meeting))
    if not form.is_valid():
        return material_answer(request, material.uid, form=form, refused="edit", status=422)
    try:
        edit_material(material.uid, form.described(), by=by, key=form.cleaned_data["key"])
    except NotThere:
        raise
    except Refusal as refusal:
        return material_answer(request, material.uid, form=form, refused="edit", refusal=refusal, status=refusal.status)
    say(request, "已修改。")
    return redirect(material)


def _removed(request: HttpRequest, material: Material, meeting: Meeting, by: Actor) -> HttpResponse:
    try:
        remove_material(material.uid, by=by, key=key_of(request))
    except NotThere:
        raise
    except Refusal as refusal:
        return _refused(request, material.uid, "remove", refusal)
    say(request, f"已删除“{material}”。")
    return redirect("materials:meeting", uid=meeting.uid)


def _refused(request: HttpRequest, uid: UUID, verb: str, refusal: Refusal) -> HttpResponse:
    return material_answer(
        request, uid, given=request.POST.dict(), refused=verb, refusal=refusal, status=refusal.status
    )
