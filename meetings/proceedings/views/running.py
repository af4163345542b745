"""会议进行：the board of who runs it, and every act on it."""

from collections import defaultdict
from collections.abc import Callable
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from meetings.convening import life
from meetings.convening.models import Meeting
from meetings.proceedings.actions.hold_meeting import begin_meeting, end_meeting, resume_meeting
from meetings.proceedings.actions.running_items import call_in, move_item
from meetings.proceedings.actions.screens import make_screen, revoke_screen
from meetings.proceedings.actions.voting import call_off_ballot, close_ballot, open_ballot
from meetings.proceedings.forms import RunForm
from meetings.proceedings.models import AgendaScreen, Manner
from meetings.proceedings.policy import read_to_run
from meetings.proceedings.selectors.ballots import ballots_shown
from meetings.proceedings.selectors.course import board_of
from meetings.proceedings.views.parts import tabs_of, told_fault
from meetings.secrets import digest_of, new_token
from office.api import Actor, actor_for, history_of, key_of, note_access
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say

Deed = Callable[[UUID, Actor, RunForm], object]


@require_GET
def running(request: HttpRequest, uid: UUID) -> HttpResponse:
    """会议进行."""
    by = actor_for(request)
    meeting, actor = read_to_run(uid, by=by)
    if "X-Refresh" not in request.headers:  # an open page looks again by itself: it was read once
        note_access(request, "read", about=meeting.uid, title=str(meeting))
    return answer(request, meeting, actor)


def answer(
    request: HttpRequest,
    meeting: Meeting,
    by: Actor,
    *,
    refusal: Refusal | None = None,
    given: dict[str, str] | None = None,
    made: str = "",
    status: int = 200,
) -> HttpResponse:
    """The page as it is now."""
    meeting, by = read_to_run(meeting.uid, by=by)
    ballots = ballots_shown(meeting, None, runs=True)
    context = {
        "meeting": meeting,
        "tabs": tabs_of(meeting, "running"),
        "board": board_of(meeting),
        "ballots": ballots,
        "open_ballot": next((one for one in ballots if one.ballot.is_open), None),
        "manners": Manner.choices,
        "is_voted": meeting.kind.is_voted,
        "may_begin": life.is_possible("begin", meeting.state),
        "may_end": life.is_possible("end", meeting.state),
        "may_resume": life.is_possible("resume", meeting.state) and not hasattr(meeting, "minutes"),
        "screens": AgendaScreen.objects.filter(meeting=meeting, revoked_at__isnull=True).select_related(
            "made_by__person"
        ),
        "may_show": meeting.is_known and meeting.state != life.CANCELLED,
        "history": history_of(meeting.uid),
        "refusal": refusal,
        "given": defaultdict(str, given or {}),
        "made": made,
    }
    return render(request, "proceedings/pages/running.html", context, status=status)


@require_POST
def do(request: HttpRequest, uid: UUID, verb: str) -> HttpResponse:
    """开始、结束、继续会议；开始、结束、暂缓、恢复一项；请进场；表决。"""
    by = actor_for(request)
    meeting, actor = read_to_run(uid, by=by)
    if verb not in DEEDS:
        raise NotThere("该办法")
    deed, said = DEEDS[verb]
    form = RunForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(told_fault(form))
        deed(uid, by, form)
    except NotThere:
        raise
    except Refusal as refused:
        given = {**request.POST.dict(), "verb": verb}
        return answer(request, meeting, actor, refusal=refused, given=given, status=refused.status)
    say(request, said)
    return redirect("proceedings:running", uid=uid)


@require_POST
def new_screen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """建立议程屏: its address stands on the page that answers, and nowhere afterwards."""
    by, token = actor_for(request), new_token()
    meeting, actor = read_to_run(uid, by=by)
    try:
        made = make_screen(uid, digest_of(token), by=by, key=key_of(request))
    except NotThere:
        raise
    except Refusal as refused:
        return answer(request, meeting, actor, refusal=refused, status=refused.status)
    if made.digest != digest_of(token):  # sent twice: the first answer has shown it
        return redirect("proceedings:running", uid=uid)
    address = request.build_absolute_uri(reverse("proceedings:screen", args=[token]))
    return answer(request, meeting, actor, made=address)


@require_POST
def end_screen(request: HttpRequest, uid: UUID, screen: UUID) -> HttpResponse:
    """作废议程屏."""
    revoke_screen(uid, screen, by=actor_for(request), key=key_of(request))
    say(request, "已作废，从现在起打不开。")
    return redirect("proceedings:running", uid=uid)


def _item(verb: str) -> Deed:
    return lambda uid, by, form: move_item(uid, _named(form, "item"), verb, by=by, key=form.cleaned_data["key"])


def _named(form: RunForm, name: str) -> UUID:
    """The uid that the form names. Raises Invalid where it names none."""
    found = form.cleaned_data[name]
    if not isinstance(found, UUID):
        raise Invalid("这张表单不完整。请刷新页面后再办。")
    return found


DEEDS: dict[str, tuple[Deed, str]] = {
    "begin": (
        lambda uid, by, form: begin_meeting(uid, by=by, key=form.cleaned_data["key"]),
        "会议已开始，计时从现在起。",
    ),
    "end": (lambda uid, by, form: end_meeting(uid, by=by, key=form.cleaned_data["key"]), "会议已结束，可以起草纪要。"),
    "resume": (lambda uid, by, form: resume_meeting(uid, by=by, key=form.cleaned_data["key"]), "会议继续。"),
    "begin-item": (_item("begin"), "这一项已开始。"),
    "end-item": (_item("end"), "这一项已结束。"),
    "skip-item": (_item("skip"), "已暂缓这一项，随时可以恢复。"),
    "return-item": (_item("return"), "已恢复这一项。"),
    "call-in": (
        lambda uid, by, form: call_in(uid, _named(form, "item"), by=by, key=form.cleaned_data["key"]),
        "已请进场：议程屏已显示，报了名的列席人员已收到通知；没有报名单的，请电话通知。",
    ),
    "open-ballot": (
        lambda uid, by, form: open_ballot(
            uid,
            _named(form, "item"),
            manner=form.cleaned_data["manner"],
            question=form.cleaned_data["question"],
            by=by,
            key=form.cleaned_data["key"],
        ),
        "已发起表决。",
    ),
    "close-ballot": (
        lambda uid, by, form: close_ballot(
            uid, _named(form, "ballot"), counts=form.counts, by=by, key=form.cleaned_data["key"]
        ),
        "表决已结束，结果在下方。",
    ),
    "call-off-ballot": (
        lambda uid, by, form: call_off_ballot(uid, _named(form, "ballot"), by=by, key=form.cleaned_data["key"]),
        "这次表决已作废。",
    ),
}
"""The verbs by their word in the address, and what is said when they are done."""
