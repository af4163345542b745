"""收文列表与收文页。"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from docflow import flow
from docflow.incoming import policy
from docflow.incoming.actions.pass_on import LEADS
from docflow.incoming.actions.start_reply import STEPS
from docflow.incoming.forms import IncomingActForm, ReplyForm
from docflow.incoming.forms.instructions import PRESETS
from docflow.incoming.models import Incoming
from docflow.incoming.phrasing import shown
from docflow.incoming.selectors.board import board_of
from docflow.incoming.selectors.lists import VIEWS, listed, unregistered
from docflow.incoming.selectors.people import choosable, colleagues, units_of
from docflow.incoming.selectors.phrases import phrases_of
from docflow.incoming.selectors.replies import replies_to
from docflow.models import Task
from docflow.repealing import repealed_of
from docflow.selectors.keeping import suspension_of
from docflow.selectors.routes import route_of
from docflow.selectors.tasks import offers, open_tasks, task_of
from docflow.selectors.units import names_then
from docflow.views.doors import Door, completion, doors
from docflow.views.keeping import keeping_of
from docflow.views.papers import companions
from office.api import Actor, actor_for, named, note_access, searched_for, working_calendar
from office.kernel.clock import today
from office.kernel.refusals import Refusal
from office.paging import A_PAGE, page_of

INSTRUCTS = frozenset({"propose", "instruct"})


@require_GET
def incoming_list(request: HttpRequest) -> HttpResponse:
    """收文：what waits for me, what I registered, what passed through my hands, all I may read; above it what is to be registered."""
    by = actor_for(request)
    view = request.GET.get("view", "waiting")
    view = view if view in VIEWS else "waiting"
    words = searched_for(request)
    counts = {key: listed(by, key, "").count() for key in VIEWS}
    page = page_of(listed(by, view, words), request.GET.get("page"), count=None if words else counts[view])
    tabs = [
        {"label": label, "address": f"?view={key}", "count": counts[key], "current": key == view}
        for key, label in VIEWS.items()
    ]
    registrar = policy.registrars.capacity(by)
    arrived = list(unregistered(by)[:A_PAGE]) if registrar else []
    context = {
        "page": page,
        "view": view,
        "tabs": tabs,
        "q": words,
        "arrived": arrived,
        "registrar": registrar,
        "repealed": repealed_of([one.uid for one in page]),
        "has_registers": policy.registers.readable(by).exists(),
    }
    return render(request, "incoming/pages/list.html", context)


@require_GET
def incoming_page(request: HttpRequest, uid: UUID) -> HttpResponse:
    """收文：its pages, who has it, what was said and done, and what I may do with it."""
    incoming = policy.incomings.read(uid, by=actor_for(request))
    note_access(request, "read", about=incoming.uid, title=str(incoming))
    return incoming_answer(request, incoming)


def incoming_answer(
    request: HttpRequest,
    incoming: Incoming,
    *,
    form: IncomingActForm | None = None,
    reply_form: ReplyForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with a refused form as it was filled."""
    by = actor_for(request)
    incoming = policy.incomings.read(incoming.uid, by=by)
    held = task_of(incoming, by=by)
    task, acting = held or (None, None)
    offered = [offer for offer, _ in offers(incoming, by=by)]
    waiting = open_tasks(incoming)
    route = route_of(incoming)
    document = incoming.delivery.document if incoming.delivery is not None else None
    context: dict[str, Any] = {
        "incoming": incoming,
        "paper": incoming,
        "form": form,
        "refusal": refusal,
        "task": task,
        "acting": acting,
        "waiting": waiting,
        "opinions": list(incoming.run.opinions.all()),
        "picture": route.picture,
        "rounds": route.rounds,
        "complete": completion(task, offered) if task else None,
        "doors": list(_doors(incoming, task, offered, by=acting or by)),
        "keeping": keeping_of(incoming, offered, waiting, by=by),
        "handling_sheet": reverse("incoming:handling_sheet", args=[incoming.uid])
        if policy.incomings.may_see_handling(incoming, by=by)
        else "",
        "suspension": suspension_of(incoming.run),
        "board": board_of(incoming),
        "people": [one.person.name for one in named(incoming.assignees).values()],
        "units": _units(incoming),
        "enclosures": list(incoming.enclosures.select_related("file"))
        if incoming.kept_file or not incoming.file
        else [],
        **what_is_seen(incoming),
        **companions(request, incoming, by=by, also=(document.uid,) if document else ()),
    }
    if task is not None and task.step in INSTRUCTS:
        context |= _instructing(incoming, task, offered, by=by)
    if task is not None and task.step in STEPS:
        context["reply_form"] = reply_form or ReplyForm(acting or by)
        context["replies"] = list(replies_to(incoming))
    return render(request, "incoming/pages/incoming.html", context, status=status)


def what_is_seen(incoming: Incoming) -> dict[str, Any]:
    """For `_pages.html`: the pages of what came, or the text that was read from it."""
    return {
        "pages": range(1, incoming.pages + 1) if incoming.kept_file else range(0),
        "lines": incoming.text.splitlines()[:200] if not incoming.pages else [],
    }


def _doors(incoming: Incoming, task: Task | None, offered: list[flow.Offer], *, by: Actor) -> Iterator[Door]:
    """The acts beside the main one: those of every paper, and 退文."""
    within = by.department if task is not None and task.step == "undertake" else None
    roles = LEADS if task is not None and task.step == "instruct" else ()
    there = colleagues(incoming.organ, department=within, roles=roles) if task is not None else []
    people = [one for one in there if one.person_id != by.person.pk]
    for door in doors(incoming, offered, people):
        yield replace(door, then=())
    if task is None or not any(offer.act == "terminate" for offer in offered):
        return
    if task.step == "review":
        address = reverse("incoming:act", args=[task.uid, "turn-back"])
        yield Door(name="turn-back", label="退文", address=address, reason_required=True)


def _units(incoming: Incoming) -> dict[str, Any]:
    wanted = [incoming.lead_unit] if incoming.lead_unit else []
    found = names_then(incoming.run, [*wanted, *incoming.co_units])
    co_units = [found[uid] for uid in incoming.co_units if uid in found]
    return {"lead": found.get(incoming.lead_unit, ""), "co_units": co_units}


def _instructing(incoming: Incoming, task: Task, offered: list[flow.Offer], *, by: Actor) -> dict[str, Any]:
    """What 拟办 and 批示 choose from."""
    ways = [way for offer in offered if offer.act == "complete" and offer.task == task.name for way in offer.ways]
    calendar = working_calendar()
    return {
        "choosable": [one for way in ways for one in choosable(incoming, way, task)],
        "unit_choices": units_of(incoming.organ),
        "colleagues": colleagues(incoming.organ),
        "chosen_people": list(named(incoming.assignees).values()),
        "phrases": [{"text": text, "shown": shown(text)} for text in phrases_of(by.person)],
        "presets": [{"days": n, "day": calendar.add_working_days(today(), n).day} for n in PRESETS],
        "proposal": incoming.run.opinions.filter(act__step="propose", nature="opinion").order_by("-at").first(),
    }
