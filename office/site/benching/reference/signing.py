"""签到 without any of the product: the rows that it writes, written directly in one transaction. Nothing is asked or locked."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.http import require_POST

from meetings.attendance.models import SignIn
from meetings.convening.models import Invitation
from office.kernel.ids import uuid7
from office.models import DoneAction, Person, TrailEntry


@login_required
@require_POST
def sign(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write what a sign-in leaves."""
    if isinstance(request.user, Person):
        with transaction.atomic():
            _write(
                Invitation.objects.get(meeting__uid=uid, person=request.user), request.user, UUID(request.POST["key"])
            )
    return HttpResponseRedirect("/")


def _write(invitation: Invitation, person: Person, key: UUID) -> None:
    SignIn.objects.create(invitation=invitation)
    DoneAction.objects.create(key=key, verb="sign_in", person=person, answer_model="sign_in", answer_pk=invitation.pk)
    TrailEntry.objects.create(
        stream=f"reference:{uuid7()}",
        stream_seq=1,
        act="attendance.signed_in",
        about=invitation.uid,
        title="量一量",
        person=person.uid,
        name=person.name,
        digest="0" * 64,
    )
