"""拟稿页：the text, the page that it will be, saved while it is written."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docflow import policy
from docflow.actions.drafting import save_draft, start_draft
from docflow.actions.versions import read_elements
from docflow.elements.redline import redline
from docflow.elements.schema import Elements
from docflow.forms import ActForm, DraftForm, NewDocumentForm
from docflow.forms.drafts import CodeField
from docflow.models import Document, Opinion, Task, WorkingCopy
from docflow.previews import preview_of
from docflow.selectors.keeping import suspension_of
from docflow.selectors.seals import seal_diameter
from docflow.selectors.tasks import editing_task, offers
from docflow.selectors.versions import current_version, elements_of, read_copy
from docflow.views.doors import completion
from office.api import Actor, actor_for, heads_of, note_access
from office.kernel.clock import OFFICE_ZONE
from office.kernel.refusals import Invalid, NotThere, Refusal, SomebodyWasFirst


@require_http_methods(["GET", "POST"])
def new_document(request: HttpRequest) -> HttpResponse:
    """拟稿：choose 文种 and 代字, then write."""
    by = actor_for(request)
    form = NewDocumentForm(by, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            document = start_draft(given["code"].uid, given["kind"], by=by, key=given["key"])
        except Invalid as refusal:
            form.add_error(refusal.field or None, refusal.sentence)
        else:
            return redirect("docflow:draft", uid=document.uid)
    status = 422 if request.method == "POST" else 200
    codes = form.fields["code"]
    has_codes = isinstance(codes, CodeField) and codes.queryset is not None and codes.queryset.exists()
    return render(request, "docflow/pages/new.html", {"form": form, "codes": has_codes}, status=status)


@require_GET
def draft_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """改稿：for whoever holds a step that lets him change the text."""
    by = actor_for(request)
    document = policy.documents.read(uid, by=by)
    answer = draft_answer(request, document, by=by)
    note_access(request, "read", about=document.uid, title=str(document))
    return answer


def draft_answer(
    request: HttpRequest,
    document: Document,
    *,
    by: Actor,
    sending: ActForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page with the text as last saved; `sending` is what he wrote to send it on, and was refused. Raises NotAllowed."""
    task, actor, elements, revision = _at_work(document, by)
    form = DraftForm.of(elements, revision=revision, co_units=list(document.co_units))
    more = {"sending": sending, "refusal": refusal, **_previewed(document, elements)}
    return _answer(request, document, task, actor, form, status=status, **more)


@require_POST
def save(request: HttpRequest, uid: UUID) -> HttpResponse:
    """自动保存：answers the page's script in JSON, and a plain form with the page."""
    by = actor_for(request)
    document = policy.documents.read(uid, by=by)
    task, actor, elements, _ = _at_work(document, by)
    form = DraftForm(elements.form_taken, request.POST)
    wants_json = "application/json" in request.headers.get("Accept", "")
    try:
        if not form.is_valid():
            raise Invalid(_first_fault(form))
        units = tuple(UUID(str(one)) for one in form.cleaned_data["co_units"]) if task.step == "draft" else None
        copy = save_draft(
            uid, form.elements_data(elements), co_units=units, revision=form.cleaned_data["revision"], by=by
        )
    except SomebodyWasFirst as refusal:
        if wants_json:
            return JsonResponse({"said": f"{refusal.sentence}按“保存”可看两边的不同。"}, status=refusal.status)
        *_, there, revision = _at_work(document, by)
        both = redline(there, read_elements(form.elements_data(there)))
        given = request.POST.copy()
        given["revision"] = str(revision)  # who saves again has seen that one
        return _answer(
            request,
            document,
            task,
            actor,
            DraftForm(there.form_taken, given),
            refusal=refusal,
            both=both,
            status=refusal.status,
        )
    except Refusal as refusal:
        if wants_json:
            return JsonResponse({"said": refusal.sentence}, status=refusal.status)
        return _answer(request, document, task, actor, form, refusal=refusal, status=refusal.status)
    if wants_json:
        saved = copy.saved_at.astimezone(OFFICE_ZONE)
        return JsonResponse({"said": f"{saved:%H:%M} 已自动保存", "fields": {"revision": copy.revision}})
    return redirect("docflow:draft", uid=uid)


@require_GET
def draft_preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """预览：the pages of the text as last saved, by the engine that will set the original."""
    by = actor_for(request)
    document = policy.documents.read(uid, by=by)
    *_, elements, _ = _at_work(document, by)
    context = {"document": document, **_previewed(document, elements)}
    if request.headers.get("HX-Request"):
        return render(request, "docflow/partials/_preview.html", context)
    return render(request, "docflow/pages/preview.html", context)


@require_GET
def draft_image(request: HttpRequest, uid: UUID, page: int) -> HttpResponse:
    """One page of that preview."""
    by = actor_for(request)
    document = policy.documents.read(uid, by=by)
    *_, elements, _ = _at_work(document, by)
    preview = preview_of(elements, diameter=seal_diameter(document.organ_id))
    if not 1 <= page <= preview.pages:
        raise NotThere("该页")
    answer = HttpResponse(preview.image(page), content_type="image/webp")
    answer["Cache-Control"] = "private, max-age=300"
    return answer


def _previewed(document: Document, elements: Elements) -> dict[str, Any]:
    """The pages of a text, or the sentence that says what cannot be set."""
    if not elements.title and not elements.body:
        return {}
    try:
        preview = preview_of(elements, diameter=seal_diameter(document.organ_id))
    except Invalid as refusal:
        return {"refusal_of_page": refusal.sentence}
    return {"preview": preview, "pages": range(1, preview.pages + 1)}


def _at_work(document: Document, by: Actor) -> tuple[Task, Actor, Elements, int]:
    """The reader's editing task, he in that capacity, the text he works on and its revision. Raises NotAllowed."""
    task, actor = editing_task(document, by=by)
    copy = WorkingCopy.objects.filter(document=document, author=actor.appointment).first()
    if copy is not None and copy.based_on == document.current:
        return task, actor, read_copy(copy), copy.revision
    return task, actor, elements_of(current_version(document)), 0


def _answer(
    request: HttpRequest,
    document: Document,
    task: Task,
    actor: Actor,
    form: DraftForm,
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    units = [one for one in actor.organ.departments.open() if one != actor.department]
    context = {
        "document": document,
        "task": task,
        "acting": actor,
        "form": form,
        "units": [(one, heads_of(one).first()) for one in units] if task.step == "draft" else [],
        "co_units": form["co_units"].value() or [],
        "complete": completion(task, [offer for offer, _ in offers(document, by=actor)]),
        "suspension": suspension_of(document.run),
        "last_return": _last_return(document),
        "sending": None,
        "refusal": None,
        "both": None,
        "attachments": document.attachments.filter(removed_at__isnull=True).select_related("file"),
        **more,
    }
    return render(request, "docflow/pages/draft.html", context, status=status)


def _last_return(document: Document) -> Opinion | None:
    """Why it was returned, while it is with the one it was returned to."""
    last = document.run.opinions.order_by("-at", "-pk").first()
    return last if last is not None and last.nature == "return" else None


def _first_fault(form: DraftForm) -> str:
    name, errors = next(iter(form.errors.items()))
    label = form.fields[name].label if name in form.fields else "表单"
    return f"没有保存：“{label}”{errors[0]}"
