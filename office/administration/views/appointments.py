"""任职的表单：whom, from when to when; before an end, what it would leave behind."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from office.administration import policy
from office.administration.actions import appointments as acts
from office.administration.actions.handovers import flow_administrators
from office.administration.forms import ActForm, AppointForm, EndAppointmentForm
from office.administration.selectors.people import people_of, waiting_with
from office.administration.views.asking import administrator, ask, filled, of_organ, of_person
from office.kernel.clock import today
from office.kernel.refusals import NotThere
from office.models.people import Appointment
from office.requests import words_of

AT_MOST = 20
PASSED_ON = "请当面给他重设一次密码：初始密码是系统管理员给的。"


@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, uid: UUID) -> HttpResponse:
    """任命：first whom (a search, then one of the found), then when."""
    by = administrator(request)
    post = policy.post(uid, by=by)
    organ = post.department.organ
    policy.capacity(by, organ, policy.filled_by(post))
    heading = f"任命{post.department} {post.title}"
    if "person" not in request.GET:
        words = words_of(request, "q", at_most=40)
        found = people_of(by, view="all" if words else "vacant", words=words).filter(is_active=True)[: AT_MOST + 1]
        context = {"post": post, "organ": organ, "heading": heading, "words": words, "found": found[:AT_MOST]}
        context["more"] = len(found) > AT_MOST
        return render(request, "administration/pages/choose_person.html", context)
    person = policy.person(_uid(request.GET["person"]), by=by)
    main = person.appointments.unended(today()).filter(primary=True).with_names().first()
    return ask(
        request,
        filled(AppointForm, request, main=str(main.post) if main else ""),
        of_organ(organ, f"任命{person.name}为{post.department} {post.title}", "任命"),
        lambda given: acts.appoint(uid, by=by, person=person.uid, **given),
        done=lambda made: (
            f"已任命{made.person.name}为{made.post}。{PASSED_ON if policy.administrator_role(post) else ''}"
        ),
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, uid: UUID) -> HttpResponse:
    """免职：what waits for him is listed first, with where it will go."""
    by = administrator(request)
    there = policy.appointment(uid, by=by)
    policy.capacity(by, there.organ, policy.filled_by(there.post))
    waiting = waiting_with(there, by)
    callers = flow_administrators(there.organ) if any(one.alone for one in waiting) else []
    return ask(
        request,
        filled(EndAppointmentForm, request),
        of_person(
            there.person,
            f"免去{there.person.name}的{there.department} {there.post.title}",
            "免职",
            stay="保留任职",
            grave=True,
            template="administration/pages/end_appointment.html",
        ),
        lambda given: acts.end_appointment(uid, by=by, **given),
        done=lambda made: f"{made.person.name}的{made.post.title}任职已定截止日。",
        context={"waiting": waiting, "called": [one for one in callers if one.person_id != there.person_id]},
    )


@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, uid: UUID) -> HttpResponse:
    """取消任职。"""
    by = administrator(request)
    there = policy.appointment(uid, by=by)
    policy.capacity(by, there.organ, policy.filled_by(there.post))
    said = "还没有开始的任职可以取消。若因调任定过原任职的截止日，那个截止日不变；要延续，请从次日起再任命一次。"
    return ask(
        request,
        filled(ActForm, request),
        of_person(there.person, f"取消{there.person.name}的{there.post}任职？", "取消任职", said=said, stay="保留任职"),
        lambda given: acts.cancel_appointment(uid, by=by, **given),
        done=lambda _: "任职已取消。",
    )


@require_http_methods(["GET", "POST"])
def make_primary(request: HttpRequest, uid: UUID) -> HttpResponse:
    """改主要任职。"""
    by = administrator(request)
    there = policy.appointment(uid, by=by)
    policy.account(by, there.person)
    said = "他办事不另选身份时，以主要任职办理。原来的主要任职转为兼任。"
    return ask(
        request,
        filled(ActForm, request),
        of_person(
            there.person, f"以{there.post}为{there.person.name}的主要任职？", "改主要任职", said=said, stay="不改"
        ),
        lambda given: acts.make_primary(uid, by=by, **given),
        done=_now_primary,
    )


def _now_primary(made: Appointment) -> str:
    return f"{made.person.name}的主要任职现在是{made.post}。"


def _uid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise NotThere("该人员") from error
