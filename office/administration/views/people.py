"""人员与账号：the list, one person, and the forms of an account. A first password is shown by the answer to the act, once."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from office.access.noting import note_access
from office.actor import Actor
from office.administration import policy
from office.administration.actions import people as acts
from office.administration.forms import ActForm, EditPersonForm, EnterPersonForm, ReasonForm
from office.administration.selectors.people import VIEWS, counts, people_of, person_sheet
from office.administration.taking import mark
from office.administration.views.asking import Sheet, administrator, ask, draw, filled, of_organ, of_person
from office.kernel.refusals import NotThere, Refusal
from office.models.people import Person
from office.requests import key_of, words_of
from office.sign_in.first_password import draw as draw_password
from office.tabs import Tab

A_PAGE = 50


@require_GET
def people(request: HttpRequest) -> HttpResponse:
    """The people whom he sees, by state; with q, those whose name, initials or login match."""
    by = administrator(request)
    words = words_of(request, "q", at_most=40)
    chosen = request.GET.get("view", "all")
    chosen = chosen if chosen in VIEWS else "all"
    many = counts(by)
    address = reverse("administration:people")
    tabs = [Tab(label, f"{address}?view={view}", many[view], current=view == chosen) for view, label in VIEWS.items()]
    page = Paginator(people_of(by, view=chosen, words=words), A_PAGE).get_page(request.GET.get("page"))
    context = {"words": words, "view": chosen, "tabs": tabs, "page": page}
    return render(request, "administration/pages/people.html", context)


@require_GET
def person(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One person: account and appointments over time."""
    by = administrator(request)
    there = policy.person(uid, by=by)
    note_access(request, "read", about=there.uid, title=f"人员：{there.name}")
    return render(request, "administration/pages/person.html", {"sheet": person_sheet(there, by)})


@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest, uid: UUID) -> HttpResponse:
    """登记人员。"""
    by = administrator(request)
    organ = policy.organ(uid, by=by)
    policy.capacity(by, organ, policy.SYSTEM)
    sheet = of_organ(organ, f"在{organ}登记人员", "登记并给出初始密码")
    return _with_password(
        request, filled(EnterPersonForm, request), sheet, lambda given: acts.enter_person(uid, by=by, **given)
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改人员信息。"""
    by = administrator(request)
    there = policy.person(uid, by=by)
    policy.account(by, there, policy.SYSTEM)
    initial = {
        "name": there.name,
        "pinyin": there.pinyin,
        "phone": there.phone,
        "enrolled_in": str(there.enrolled_in.uid) if there.enrolled_in else "",
    }

    def act(given: dict[str, Any]) -> Person:
        organ = UUID(given.pop("enrolled_in"))
        return acts.edit_person(uid, by=by, seen=request.POST.get("seen", ""), enrolled_in=organ, **given)

    return ask(
        request,
        filled(EditPersonForm, request, initial=initial, organs=_organs(by)),
        of_person(there, f"修改{there.name}的信息", "保存修改", seen=mark(there, *acts.FIELDS)),
        act,
        done=lambda made: f"{made.name}的信息已修改。",
    )


@require_http_methods(["GET", "POST"])
def deactivate(request: HttpRequest, uid: UUID) -> HttpResponse:
    """停用账号。"""
    by = administrator(request)
    there = policy.person(uid, by=by)
    policy.account(by, there)
    warned = "他的登录立即失效，停用期间不能登录、不再收到待办。只由他一人持有的待办，会请流程管理员指定转办。"
    return ask(
        request,
        filled(ReasonForm, request),
        of_person(
            there, f"停用{there.name}（{there.login}）的账号？", "停用账号", warned=warned, stay="保留账号", grave=True
        ),
        lambda given: acts.deactivate(uid, by=by, **given),
        done=lambda made: f"{made.name}的账号已停用，各处登录已失效。",
    )


@require_http_methods(["GET", "POST"])
def reactivate(request: HttpRequest, uid: UUID) -> HttpResponse:
    """恢复账号。"""
    by = administrator(request)
    there = policy.person(uid, by=by)
    policy.account(by, there)
    said = "恢复时给出新的初始密码，没有到期的任职随之恢复。"
    sheet = of_person(there, f"恢复{there.name}的账号？", "恢复账号", said=said, stay="不恢复")
    return _with_password(request, filled(ActForm, request), sheet, lambda given: acts.reactivate(uid, by=by, **given))


@require_http_methods(["GET", "POST"])
def reset_password(request: HttpRequest, uid: UUID) -> HttpResponse:
    """重设密码。"""
    by = administrator(request)
    there = policy.person(uid, by=by)
    policy.account(by, there)
    said = "他现在的密码和各处的登录立即失效。请先核实是本人要求，再当面交给他新的初始密码。"
    sheet = of_person(there, f"重设{there.name}（{there.login}）的密码？", "重设密码", said=said, stay="不重设")
    return _with_password(
        request, filled(ActForm, request), sheet, lambda given: acts.reset_password(uid, by=by, **given)
    )


def _with_password(
    request: HttpRequest, form: ActForm, sheet: Sheet, act: Callable[[dict[str, Any]], Person]
) -> HttpResponse:
    """Take the form with a first password, and show it; the same form once more shows that it was shown.

    The password lies nowhere: it is in this answer and, as a digest, in the account.
    """
    if request.method != "POST" or not form.is_valid():
        return draw(request, form, sheet, status=200 if request.method == "GET" else 422)
    first = draw_password()
    try:
        made = act({**form.cleaned_data, "key": key_of(request), "digest": first.digest})
    except NotThere:
        raise
    except Refusal as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return draw(request, form, sheet, status=refusal.status)
    shown = first.plain if made.password == first.digest else ""
    return render(request, "administration/pages/first_password.html", {"person": made, "password": shown})


def _organs(by: Actor) -> list[tuple[str, str]]:
    rows = policy.organs(by).filter(closed_on__isnull=True).order_by("level", "order", "pk")
    return [(str(one.uid), one.name) for one in rows]
