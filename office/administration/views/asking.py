"""One form, one act, one page: drawn, taken, refused with what was filled in, or done and said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from office.actor import Actor
from office.administration import policy
from office.administration.forms import ActForm
from office.kernel.refusals import NotThere, Refusal
from office.models.organs import Organ
from office.models.people import Person
from office.notices import say
from office.requests import actor_for, key_of

M = TypeVar("M", bound=Model | None)

ORGANS, PEOPLE = ("机构与岗位", "administration:organs"), ("人员与账号", "administration:people")


@dataclass(frozen=True)
class Sheet:
    """What stands round a form. `grave` acts cannot be taken back: the thing is named, and the quiet way out comes first."""

    heading: str
    verb: str
    back: str
    back_label: str
    listed: tuple[str, str] = ORGANS
    said: str = ""
    warned: str = ""
    stay: str = ""
    grave: bool = False
    seen: str = ""
    template: str = "administration/pages/form.html"


def of_organ(organ: Organ, heading: str, verb: str, **more: Any) -> Sheet:
    """A form that belongs to an organ's page."""
    return Sheet(heading, verb, reverse("administration:organ", args=[organ.uid]), str(organ), **more)


def of_person(person: Person, heading: str, verb: str, **more: Any) -> Sheet:
    """A form that belongs to a person's page."""
    return Sheet(heading, verb, reverse("administration:person", args=[person.uid]), person.name, listed=PEOPLE, **more)


def administrator(request: HttpRequest) -> Actor:
    """He who acts, if he is one of the three; to everybody else these pages are not there."""
    by = actor_for(request)
    if not policy.may_enter(by):
        raise NotThere("该页面")
    return by


def ask(
    request: HttpRequest,
    form: ActForm,
    sheet: Sheet,
    act: Callable[[dict[str, Any]], M],
    *,
    done: Callable[[M], str],
    context: dict[str, Any] | None = None,
) -> HttpResponse:
    """Draw the form, or take it: `act` gets what was filled in and the key; `done` says what is so now."""
    status = 200
    if request.method == "POST":
        try:
            key = key_of(request)
            if form.is_valid():
                answer = act({**form.cleaned_data, "key": key})
                say(request, done(answer))
                return redirect(sheet.back)
            status = 422
        except NotThere:
            raise
        except Refusal as refusal:
            form.is_valid()
            form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
            status = refusal.status
    return draw(request, form, sheet, status=status, context=context)


def draw(
    request: HttpRequest, form: ActForm, sheet: Sheet, *, status: int = 200, context: dict[str, Any] | None = None
) -> HttpResponse:
    """The page of a form as it is."""
    return render(request, sheet.template, {"form": form, "sheet": sheet, **(context or {})}, status=status)


def filled(form_class: type[ActForm], request: HttpRequest, **more: Any) -> Any:
    """The form with what was sent, or with its beginnings."""
    initial = more.pop("initial", None)
    if request.method == "POST":
        return form_class(request.POST, initial=initial, **more)
    return form_class(initial=initial, **more)
