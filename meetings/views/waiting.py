"""候补和放弃候补。"""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from meetings.actions.wait import give_up, wait_for
from meetings.forms import WaitForm
from meetings.offering import mine_address
from office.api import actor_for, key_of
from office.kernel.refusals import Invalid
from office.notices import say


@require_POST
def wait(request: HttpRequest) -> HttpResponse:
    """候补 the time that another has: the button stands under the refusal of the booking form, with what was filled in."""
    by = actor_for(request)
    form = WaitForm(request.POST)
    if not form.is_valid():
        raise Invalid("没有候补：表单不完整。请从预订会议室重新开始。")
    wait_for(form.wish(), by=by, key=key_of(request))
    say(request, "已候补，空出来时会通知您。")
    return redirect(mine_address())


@require_POST
def give_up_waiting(request: HttpRequest, uid: UUID) -> HttpResponse:
    """不再候补."""
    give_up(uid, by=actor_for(request), key=key_of(request))
    say(request, "已放弃候补。")
    return redirect(mine_address())
