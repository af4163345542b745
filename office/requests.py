"""From an HTTP request to the one who acts."""

from uuid import UUID

from django.http import HttpRequest

from office.actor import Actor, actor_of
from office.kernel.refusals import Invalid, NotAllowed
from office.kernel.uploads import LARGEST, Examined, examine
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


def searched_for(request: HttpRequest, name: str = "q", *, limit: int = 100) -> str:
    """What an address asks to look for; without NUL, which no database takes, and no longer than `limit`."""
    return request.GET.get(name, "").replace("\x00", "").strip()[:limit]


def files_of(request: HttpRequest, most: int) -> list[tuple[bytes, Examined]]:
    """What was brought under `files`, each examined by its content; one more than the `most` that are kept at once, so that too many are told.

    Raises Invalid for the first that cannot be kept, by name.
    """
    found: list[tuple[bytes, Examined]] = []
    for file in request.FILES.getlist("files")[: most + 1]:
        if (file.size or 0) > LARGEST:
            raise Invalid(f"没有上传“{file.name}”：超过{LARGEST // 1024 // 1024}兆字节。请压缩后再传。", field="files")
        content = file.read()
        found.append((content, examine(content, str(file.name))))
    return found


def key_of(request: HttpRequest) -> UUID:
    """The key that the form was drawn with. Raises Invalid when there is none."""
    try:
        return UUID(str(request.POST.get("key", "")))
    except ValueError as error:
        raise Invalid("这张表单不完整。请刷新页面后再办。") from error
