"""登记页：a file is brought and read, its elements are looked over, and it gets its number."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from docflow.distribution import policy as distribution
from docflow.distribution.models import Delivery
from docflow.incoming import policy
from docflow.incoming.actions.correct_elements import correct_elements
from docflow.incoming.actions.elements import LIMITS, Registration
from docflow.incoming.actions.numbering import classes_of
from docflow.incoming.actions.registering import (
    elements_of_delivery,
    refuse_unregistrable,
    register,
    register_delivery,
)
from docflow.incoming.actions.take_in_file import take_in_file
from docflow.incoming.forms import RegistrationForm
from docflow.incoming.models import Incoming, Intake
from docflow.incoming.readings import read_file
from docflow.incoming.selectors.lists import twin_of
from docflow.incoming.views.pages import what_is_seen
from docflow.incoming.views.reading_uids import uid_in
from docflow.models import Sealed
from docflow.selectors.tasks import task_of
from office.api import Actor, actor_for, key_of, note_access
from office.kernel.refusals import Invalid, NotAllowed, Refusal
from office.kernel.uploads import LARGEST, examine

MOST_ENCLOSURES = 20


@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """收下文件：examined, read, kept; then its registration is filled in."""
    by = actor_for(request)
    file = request.FILES.get("file")
    try:
        if file is None:
            raise Invalid("没有选文件。请先选择收到的文件。", field="file")
        intake = _take_in(file, by=by, key=key_of(request))
    except Refusal as refusal:
        return _answer(request, RegistrationForm(_classes(by)), refusal=refusal, status=refusal.status)
    return redirect(f"{reverse('incoming:new')}?from={intake.uid}")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """登记：from a file that was brought (`from`), from a delivery (`delivery`), or from paper."""
    by = actor_for(request)
    if request.method == "POST":
        return _register(request, by)
    policy.registrars.ask(by)
    if delivery := _delivery(request.GET.get("delivery", ""), by=by):
        refuse_unregistrable(delivery)
        note_access(
            request, "read", about=delivery.uid, title=str(delivery.document)
        )  # its pages stand beside the form
        form = RegistrationForm(_classes(by, delivery), initial=_initial(elements_of_delivery(delivery), delivery))
        return _answer(request, form, delivery=delivery)
    if intake := _intake(request.GET.get("from", ""), by=by):
        policy.intakes.refuse_used(intake)
        initial = {**intake.guessed, "intake": intake.uid}
        return _answer(request, RegistrationForm(_classes(by), initial=initial, guessed=intake.guessed), intake=intake)
    return _answer(request, RegistrationForm(_classes(by)))


@require_http_methods(["GET", "POST"])
def elements(request: HttpRequest, uid: UUID) -> HttpResponse:
    """更正要素：of what was returned to 登记."""
    by = actor_for(request)
    incoming = policy.incomings.read(uid, by=by)
    held = task_of(incoming, by=by)
    if held is None or held[0].step != "register":
        raise NotAllowed("现在不是您更正要素的环节，要素只能看。")
    code = incoming.incoming_class.code
    if request.method != "POST":
        note_access(request, "read", about=incoming.uid, title=str(incoming))  # its pages stand beside the form
        initial = {name: getattr(incoming, name) for name in (*LIMITS, "urgency", "signed_on", "received_on", "copies")}
        form = RegistrationForm([incoming.incoming_class], initial={**initial, "class_code": code})
        return _answer(request, form, correcting=incoming)
    form = RegistrationForm([incoming.incoming_class], request.POST)
    refusal: Refusal | None = None
    if form.is_valid():
        try:
            correct_elements(held[0].uid, form.registration(), by=by, key=key_of(request))
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, "已更正，重新送初审。")
            return redirect(incoming)
    return _answer(request, form, refusal=refusal, correcting=incoming, status=refusal.status if refusal else 422)


def _register(request: HttpRequest, by: Actor) -> HttpResponse:
    """Register, or come back with everything that was written and every file that was brought."""
    delivery = _delivery(request.POST.get("delivery", ""), by=by)
    intake = _intake(request.POST.get("intake", ""), by=by)
    form = RegistrationForm(_classes(by, delivery), request.POST)
    enclosed, refusals = _enclosed(request, by=by)
    refusal: Refusal | None = refusals[0] if refusals else None
    if form.is_valid() and refusal is None:
        code, key = form.cleaned_data["class_code"], key_of(request)
        try:
            if delivery is not None:
                made = register_delivery(delivery.uid, code, by=by, key=key, registration=form.registration())
            else:
                made = register(
                    form.registration(),
                    code,
                    by=by,
                    key=key,
                    intake=intake.uid if intake else None,
                    enclosures=[one.uid for one in enclosed],
                    alike=_untold(form, by),
                )
        except Refusal as refused:
            refusal = refused
        else:
            messages.success(request, f"已登记，收文号“{made.number}”，转入初审。")
            return redirect(made)
    return _answer(
        request,
        form,
        refusal=refusal,
        intake=intake,
        delivery=delivery,
        enclosed=enclosed,
        status=refusal.status if refusal else 422,
    )


def _untold(form: RegistrationForm, by: Actor) -> Incoming | None:
    """What it seems to be, where the page did not say so before."""
    twin = twin_of(_written(form, "their_number"), _written(form, "sender"), by)
    return twin if twin is not None and twin.uid != form.cleaned_data["twin"] else None


def _enclosed(request: HttpRequest, *, by: Actor) -> tuple[list[Intake], list[Refusal]]:
    """The enclosures brought before, and those brought now; a file that is refused does not lose the others."""
    brought = list(dict.fromkeys(request.POST.getlist("enclosed")))[:MOST_ENCLOSURES]
    kept = [one for uid in brought if (one := _intake(uid, by=by))]
    refusals: list[Refusal] = []
    for file in request.FILES.getlist("enclosures")[: MOST_ENCLOSURES - len(kept)]:
        try:
            kept.append(_take_in(file, by=by, key=uuid4()))
        except Refusal as refusal:
            refusals.append(refusal)
    return kept, refusals


def _take_in(file: "UploadedFile[bytes]", *, by: Actor, key: UUID) -> Intake:
    policy.registrars.ask(by)
    if (file.size or 0) > LARGEST:
        raise Invalid(f"没有上传“{file.name}”：超过{LARGEST // 1024 // 1024}兆字节。请压缩或拆分后上传。", field="file")
    content = file.read()
    examined = examine(content, str(file.name))
    return take_in_file(content, examined, read_file(content, examined.media_type), by=by, key=key)


def _answer(
    request: HttpRequest,
    form: RegistrationForm,
    *,
    refusal: Refusal | None = None,
    intake: Intake | None = None,
    delivery: Delivery | None = None,
    enclosed: Sequence[Intake] = (),
    correcting: Incoming | None = None,
    status: int = 200,
) -> HttpResponse:
    by = actor_for(request)
    if refusal is not None and refusal.field in form.fields and form.is_bound:
        form.add_error(refusal.field, refusal.sentence)
    number, sender = (_written(form, name) for name in ("their_number", "sender"))
    context = {
        "form": form,
        "refusal": refusal,
        "intake": intake,
        "delivery": delivery,
        "enclosed": enclosed,
        "images": _images(intake, delivery),
        "read": [form.fields[name].label for name in intake.guessed if name in form.fields] if intake else [],
        "lines": intake.text.splitlines()[:200] if intake and not intake.pages else (),
        "twin": twin_of(number, sender, by) if correcting is None else None,
        **(what_is_seen(correcting) if correcting else {}),
        "correcting": correcting,
    }
    return render(request, "incoming/pages/new.html", context, status=status)


def _written(form: RegistrationForm, name: str) -> str:
    """What a field holds, as far as it can be taken."""
    held = form.cleaned_data.get(name) if form.is_bound and not form.errors.get(name) else form[name].initial
    return str(held or "")


def _images(intake: Intake | None, delivery: Delivery | None) -> list[str]:
    """The addresses of the pages that are to be looked at while the form is filled in."""
    if intake is not None:
        return [reverse("incoming:intake_page", args=[intake.uid, n]) for n in range(1, intake.pages + 1)]
    if delivery is not None:
        pages = Sealed.objects.filter(document=delivery.document).values_list("pages", flat=True).first() or 0
        return [reverse("incoming:delivery_page", args=[delivery.uid, n]) for n in range(1, pages + 1)]
    return []


def _classes(by: Actor, delivery: Delivery | None = None) -> list[Any]:
    if delivery is not None:
        return list(classes_of(distribution.deliveries.capacity(delivery, by=by).organ))
    actor = policy.registrars.capacity(by)
    return list(classes_of((actor or by).organ))


def _delivery(text: str, *, by: Actor) -> Delivery | None:
    uid = uid_in(text, "该来件")
    return distribution.deliveries.read(uid, by=by) if uid else None


def _intake(text: str, *, by: Actor) -> Intake | None:
    uid = uid_in(text, "该文件")
    return policy.intakes.read(uid, by=by) if uid else None


def _initial(registration: Registration, delivery: Delivery) -> dict[str, Any]:
    names = (*LIMITS, "urgency", "signed_on")
    return {**{name: getattr(registration, name) for name in names}, "delivery": delivery.uid}
