"""信息、稿件、一期刊物、约稿的页，附件和刊物的文件."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from docflow.briefs import policy
from docflow.briefs.models import Brief, BriefKind, BriefRequest, Issue, Item, Rank
from docflow.briefs.selectors.page import page_of_brief, page_of_issue, page_of_item, page_of_request
from docflow.workshop import page_image
from office.api import actor_for, note_access, read, served
from office.kernel.refusals import NotThere, Refusal

Given = dict[str, Any]


@require_GET
def brief_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一条信息：as the unit sent it, where it is, what it earned and how."""
    brief = policy.briefs.read(uid, by=actor_for(request))
    note_access(request, "read", about=brief.uid, title=str(brief))
    return brief_answer(request, brief)


def brief_answer(
    request: HttpRequest,
    brief: Brief,
    *,
    given: Given | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page as it is now; a refused form comes back as it was filled, `refused` naming the verb."""
    by = actor_for(request)
    brief = policy.briefs.read(brief.uid, by=by)
    held = {"title": brief.title, "text": brief.text, "kind": brief.kind} | (given or {})
    context = {
        "brief": brief,
        "page": page_of_brief(brief, by=by),
        "kinds": BriefKind.choices,
        "held": held,
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
    }
    return render(request, "briefs/pages/brief.html", context, status=status)


@require_GET
def item_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一件稿件：the editor's text, beside what the units sent."""
    item = policy.items.read(uid, by=actor_for(request))
    return item_answer(request, item)


def item_answer(
    request: HttpRequest,
    item: Item,
    *,
    given: Given | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    by = actor_for(request)
    item = policy.items.read(item.uid, by=by)
    text = {"title": item.title, "text": item.text}
    context = {
        "item": item,
        "page": page_of_item(item, by=by),
        "held": text | (given or {}) if "text" in (given or {}) else text,
        "differs": "text" in (given or {}) and refusal is not None and refusal.status == 409,
        "given": given or {},
        "chosen": request.POST.getlist("briefs") if refused == "merge" else [],
        "refused": refused,
        "refusal": refusal,
    }
    return render(request, "briefs/pages/item.html", context, status=status)


@require_GET
def issue_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一期刊物."""
    issue = policy.issues.read(uid, by=actor_for(request))
    note_access(request, "read", about=issue.uid, title=str(issue))
    return issue_answer(request, issue)


def issue_answer(
    request: HttpRequest,
    issue: Issue,
    *,
    given: Given | None = None,
    refused: str = "",
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    by = actor_for(request)
    issue = policy.issues.read(issue.uid, by=by)
    context = {
        "issue": issue,
        "page": page_of_issue(issue, by=by),
        "ranks": Rank.choices,
        "given": given or {},
        "refused": refused,
        "refusal": refusal,
    }
    return render(request, "briefs/pages/issue.html", context, status=status)


@require_GET
def request_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """一次约稿."""
    return request_answer(request, policy.requests.read(uid, by=actor_for(request)))


def request_answer(
    request: HttpRequest,
    row: BriefRequest,
    *,
    given: Given | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    by = actor_for(request)
    row = policy.requests.read(row.uid, by=by)
    context = {"row": row, "page": page_of_request(row, by=by), "given": given or {}, "refusal": refusal}
    return render(request, "briefs/pages/request.html", context, status=status)


@require_GET
def brief_file(request: HttpRequest, uid: UUID, file: UUID) -> FileResponse:
    """下载附件."""
    brief = policy.briefs.read(uid, by=actor_for(request))
    row = brief.files.select_related("file").filter(uid=file).first()
    if row is None:
        raise NotThere("该附件")
    note_access(request, "download", about=brief.uid, title=f"{brief}：{row.name}")
    return served(row.file, row.name)


@require_GET
def issue_image(request: HttpRequest, uid: UUID, page: int) -> HttpResponse:
    """One page of the same."""
    issue = policy.issues.read(uid, by=actor_for(request))
    if (file := issue.on_paper) is None or not 1 <= page <= issue.pages:
        raise NotThere("该页")
    answer = HttpResponse(page_image(file.sm3, read(file), page), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=300"
    return answer


@require_GET
def issue_file(request: HttpRequest, uid: UUID) -> FileResponse:
    """一期的PDF：its pages once it is out; before that its proof, for those who make and sign it."""
    issue = policy.issues.read(uid, by=actor_for(request))
    if (file := issue.on_paper) is None:
        raise NotThere("这一期的文件")
    note_access(request, "download", about=issue.uid, title=str(issue))
    name = f"{issue.periodical.name}{issue.number}" if issue.file is not None else f"{issue.periodical.name}校样"
    return served(file, f"{name}.pdf")
