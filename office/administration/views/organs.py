"""机构与岗位：the tree, one organ, and the forms that found, edit, rename and close it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET, require_http_methods

from office.administration import policy
from office.administration.actions import close_organ as closing
from office.administration.actions import rename_organ as renaming
from office.administration.actions.edit_organ import FIELDS, edit_organ
from office.administration.actions.found_organ import found_organ
from office.administration.forms import ActForm, CloseOrganForm, EditOrganForm, FoundOrganForm, RenameOrganForm
from office.administration.selectors.structure import organ_sheet, tree
from office.administration.taking import mark
from office.administration.views.asking import administrator, ask, filled, of_organ
from office.kernel.wording import full_day
from office.models.organs import Organ
from office.requests import words_of


@require_GET
def organs(request: HttpRequest) -> HttpResponse:
    """All organs that he administers; with q, those whose names or code match."""
    by = administrator(request)
    words = words_of(request, "q", at_most=60)
    return render(request, "administration/pages/organs.html", {"words": words, "branches": tree(by, words)})


@require_GET
def organ(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One organ: facts, names over time, departments with posts and holders."""
    by = administrator(request)
    return render(request, "administration/pages/organ.html", {"sheet": organ_sheet(policy.organ(uid, by=by), by)})


@require_http_methods(["GET", "POST"])
def found(request: HttpRequest, uid: UUID) -> HttpResponse:
    """设立下级机关。"""
    by = administrator(request)
    parent = policy.organ(uid, by=by)
    policy.capacity(by, parent, policy.SYSTEM)
    return ask(
        request,
        filled(FoundOrganForm, request, parent=parent),
        of_organ(parent, f"在{parent}之下设立机关", "设立机关"),
        lambda given: found_organ(uid, by=by, **given),
        done=lambda made: f"已设立{made.name}。可接着设处室和岗位。",
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改机关信息。"""
    by = administrator(request)
    there = policy.organ(uid, by=by)
    policy.capacity(by, there, policy.SYSTEM)
    initial = {"code": there.code or "", "is_government": there.is_government, "order": there.order}
    return ask(
        request,
        filled(EditOrganForm, request, initial=initial),
        of_organ(there, f"修改{there}的信息", "保存修改", seen=mark(there, *FIELDS)),
        lambda given: edit_organ(uid, by=by, seen=request.POST.get("seen", ""), **given),
        done=lambda made: f"{made}的信息已修改。",
    )


@require_http_methods(["GET", "POST"])
def rename(request: HttpRequest, uid: UUID) -> HttpResponse:
    """机关更名。"""
    by = administrator(request)
    there = policy.organ(uid, by=by)
    policy.capacity(by, there, policy.SYSTEM)
    said = f"现名称：{there.name}（{there.short_name}）。代字上的红头和署名不随更名改变，请另行核对。"
    return ask(
        request,
        filled(RenameOrganForm, request),
        of_organ(there, f"{there}更名", "更名", said=said),
        lambda given: renaming.rename_organ(uid, by=by, **given),
        done=lambda made: f"更名已登记，现在的名称是{made.name}。",
    )


@require_http_methods(["GET", "POST"])
def cancel_rename(request: HttpRequest, uid: UUID) -> HttpResponse:
    """取消更名。"""
    by = administrator(request)
    there = policy.organ(uid, by=by)
    policy.capacity(by, there, policy.SYSTEM)
    return ask(
        request,
        filled(ActForm, request),
        of_organ(there, f"取消{there}尚未启用的新名称？", "取消更名", said="现名称继续使用。", stay="保留更名"),
        lambda given: renaming.cancel_rename(uid, by=by, **given),
        done=lambda made: f"已取消更名，{made.name}继续使用。",
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """撤并机关。"""
    by = administrator(request)
    there = policy.organ(uid, by=by)
    policy.capacity(by, there, policy.SYSTEM)
    others = policy.organs(by).filter(closed_on__isnull=True).exclude(path__startswith=there.path)
    successors = [(str(one.uid), one.name) for one in others.order_by("level", "order", "pk")]
    warned = "撤并后这里不能再增改，也不能收发公文；名称、岗位、任职都留作历史。生效之前可以取消，生效之后不能。"
    return ask(
        request,
        filled(CloseOrganForm, request, successors=successors),
        of_organ(there, f"撤并{there.name}？", "撤并机关", warned=warned, stay="保留机关", grave=True),
        lambda given: _close(uid, by=by, **given),
        done=_closed,
    )


def _close(uid: UUID, *, successor: str, **given: object) -> Organ:
    return closing.close_organ(uid, successor=UUID(successor), **given)  # type: ignore[arg-type] # the form's own fields


def _closed(organ: Organ) -> str:
    assert organ.closed_on is not None  # noqa: S101 - it was just closed
    return f"{organ.name}自{full_day(organ.closed_on)}起撤并。"


@require_http_methods(["GET", "POST"])
def cancel_closing(request: HttpRequest, uid: UUID) -> HttpResponse:
    """取消撤并。"""
    by = administrator(request)
    there = policy.organ(uid, by=by)
    policy.capacity(by, there, policy.SYSTEM)
    return ask(
        request,
        filled(ActForm, request),
        of_organ(there, f"取消{there}的撤并？", "取消撤并", said="机关和它的处室、岗位照旧。", stay="仍然撤并"),
        lambda given: closing.cancel_closing(uid, by=by, **given),
        done=lambda made: f"已取消撤并，{made.name}照旧。",
    )
