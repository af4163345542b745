"""The site with a few pages more, one for each way in which a request can end."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path

from office.api import Actor, Organ, action, actor_for, note_access, record
from office.kernel.ids import uuid7
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst, TooLarge
from office.site.urls import handler400, handler403, handler404, handler500
from office.site.urls import urlpatterns as site
from tests.factories import an_organ

ABOUT = UUID("01890000-0000-7000-8000-000000000001")
RAISED: dict[str, Exception] = {
    "invalid": Invalid("请填写标题。", field="title"),
    "not-allowed": NotAllowed("只有拟稿人可以撤回。"),
    "first": SomebodyWasFirst("沈岚09:38已先办。"),
    "large": TooLarge("附件超过50兆。"),
    "not-yours": NotThere("该公文"),
    "gone": NotThere("该公文"),
    "denied": PermissionDenied(),
    "nothing": Http404(),
    "suspicious": SuspiciousOperation(),
    "error": ZeroDivisionError(),
}


def read(request: HttpRequest) -> HttpResponse:
    note_access(request, request.GET.get("kind", "read"), about=ABOUT, title="关于防汛的通知")
    return HttpResponse("请各区县于汛期前完成检查。")


def unnoted(request: HttpRequest) -> HttpResponse:
    return HttpResponse("列表")


def refuse(request: HttpRequest, how: str) -> HttpResponse:
    note_access(request, "read", about=ABOUT, title="关于防汛的通知")
    raise RAISED[how]


@action
def _half(*, by: Actor, key: UUID) -> Organ:
    organ = an_organ(name="半截局")
    record(by, "test.half", stream="run:half")
    raise NotAllowed(f"{organ.name}不能设立。")


@action
def _whole(*, by: Actor, key: UUID) -> Organ:
    organ = an_organ(name="整局")
    record(by, "test.whole", stream="run:whole", about=organ.uid)
    return organ


def act(request: HttpRequest, how: str) -> HttpResponse:
    (_half if how == "half" else _whole)(by=actor_for(request), key=uuid7())
    return HttpResponse("已设立")


def careless(request: HttpRequest) -> HttpResponse:
    an_organ()
    return HttpResponse("看一看")


@login_not_required
def open_to_all(request: HttpRequest) -> HttpResponse:
    return HttpResponse("公开")


def by_token(request: HttpRequest, token: str) -> HttpResponse:
    note_access(request, "download")
    return HttpResponse("文件")


urlpatterns = [
    path("t/read", read),
    path("t/list", unnoted),
    path("t/refuse/<slug:how>", refuse),
    path("api/v1/refuse/<slug:how>", refuse),
    path("api/v1/list", unnoted),
    path("t/act/<slug:how>", act),
    path("t/careless", careless),
    path("t/open", open_to_all),
    path("t/share/<str:token>/file", by_token),
    *site,
]
__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
