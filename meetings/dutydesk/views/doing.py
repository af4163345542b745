"""What is done on the desk's pages: a verb has a form, an act and a sentence; refused, the page comes back with what was typed."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest

from meetings.dutydesk.forms import KeyForm
from office.api import Actor
from office.kernel.refusals import Invalid, NotThere, Refusal
from office.notices import say

Act = Callable[[UUID, Actor, Any], object]
Deeds = Mapping[str, tuple[type[KeyForm], Act, str]]
"""By verb: the form, the act that takes it, and what is said when it is done."""


def refused(
    request: HttpRequest, deeds: Deeds, verb: str, uid: UUID, by: Actor
) -> tuple[Refusal, dict[str, str]] | None:
    """Do it and say so; or the refusal, with what was typed. Raises NotThere, also for a verb that there is not."""
    if verb not in deeds:
        raise NotThere("该办法")
    kind, act, said = deeds[verb]
    form = kind(request.POST)
    try:
        if not form.is_valid():
            raise Invalid(form.fault())
        act(uid, by, form)
    except NotThere:
        raise
    except Refusal as refusal:
        return refusal, {**request.POST.dict(), "verb": verb}
    say(request, said)
    return None
