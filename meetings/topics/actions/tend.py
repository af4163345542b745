"""到期前提醒、截止后收起：the clock's. That a call is over is said by its moment alone (`TopicCall.is_open`); here its to-dos go."""

import logging
from collections.abc import Callable

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q

from meetings.convening.life import AHEAD
from meetings.topics.actions.extend_call import remind_units
from meetings.topics.asking import stop_asking
from meetings.topics.models import CalledUnit, TopicCall
from meetings.topics.selectors.answers import unanswered
from office.api import working_calendar
from office.kernel import crash
from office.kernel.clock import end_of, now, today
from office.kernel.transactions import lock_only
from office.kernel.wording import until_in_words

logger = logging.getLogger(__name__)


def tend_calls() -> int:
    """Remind units of what ends by tomorrow's working day, once for each deadline, and put away what has ended. → how many calls.

    It can be run at any time, twice at once, and die.
    """
    soon = end_of(working_calendar().add_working_days(today(), 1).day)
    unsaid = CalledUnit.objects.filter(
        Q(clock_reminded_of__isnull=True) | ~Q(clock_reminded_of=F("call__due_at")), call=OuterRef("pk")
    )
    going_on = TopicCall.objects.filter(shut_at__isnull=True)
    near = going_on.filter(Exists(unsaid), due_at__gt=now(), due_at__lte=soon)
    over = going_on.filter(Q(due_at__lte=now()) | (Q(meeting__isnull=False) & ~Q(meeting__state__in=AHEAD)))
    tended = sum(_tended(pk, _remind) for pk in near.values_list("pk", flat=True))
    return tended + sum(_tended(pk, shut) for pk in over.values_list("pk", flat=True))


def _tended(pk: int, deed: Callable[[TopicCall], bool]) -> bool:
    """Each call on its own: one that fails hinders no other, and is tried again at the next turn."""
    try:
        with transaction.atomic():
            lock_only(TopicCall.objects.filter(pk=pk), "meeting")
            return deed(TopicCall.objects.select_related("meeting").get(pk=pk))
    except Exception:  # whatever is wrong with this one, the others go on
        logger.exception("call for topics %s was not tended; it is tried again", pk)
        return False


def _remind(call: TopicCall) -> bool:
    """Whoever comes second finds that it was said."""
    if not call.is_open:
        return False
    units = [one for one in unanswered(call) if one.clock_reminded_of != call.due_at]
    call.units.update(clock_reminded_of=call.due_at)
    words = f"{until_in_words(call.due_at)}截止。没有的也请报一声。"
    remind_units(call, units, words, soon=True)
    crash.point("topics.reminded")
    return bool(units)


def shut(call: TopicCall) -> bool:
    """Nobody is asked any more where it has ended; the call is locked. → whether it ended just now."""
    if call.is_open or call.shut_at is not None:
        return False
    stop_asking(call.units.all(), why="征集已截止")
    call.shut_at = now()
    call.save(update_fields=["shut_at"])
    return True
