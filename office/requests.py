"""From an HTTP request to the one who acts."""

from uuid import UUID

from django.http import HttpRequest

from office.actor import Actor, actor_of
from office.kernel.refusals import Invalid, NotAllowed
from office.models.people import Person


def actor_for(request: HttpRequest) -> Actor:
    """The signed-in person in his primary post; tasks choose the post that they belong to. Kept for the length of the request.

    Raises NotAllowed where he has no post today.
    """
    known = getattr(request, "acting_person", None)
    if isinstance(known, Actor):
        return known
    if not isinstance(request.user, Person):
        raise NotAllowed("请先登录。")
    actor = actor_of(request.user)
    request.acting_person = actor  # type: ignore[attr-defined] # one look-up a request
    return actor


def key_of(request: HttpRequest) -> UUID:
    """The key that the form was drawn with. Raises Invalid when there is none."""
    try:
        return UUID(str(request.POST.get("key", "")))
    except ValueError as error:
        raise Invalid("这张表单不完整。请刷新页面后再办。") from error


def words_of(request: HttpRequest, name: str, *, at_most: int) -> str:
    """What is looked for, as the address says it: without NUL, which PostgreSQL takes in no question."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:at_most]
