"""主导航：which pages stand in the frame, in which group, for whom, and what number stands beside them.

An entry whose page is not routed is not shown: a room that comes later brings its page first and is listed here second.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db.models import Q
from django.urls import NoReverseMatch, get_script_prefix, get_urlconf, reverse

from archive.api import LOANS_WAIT, keeps_records, records_waiting
from archive.importing.policy import imports
from docflow.api import RECEIPTS, keeps_routes, receives
from meetings.api import ROOMS_WAIT, TOPICS_WAIT
from meetings.convening.api import MEETINGS_WAIT
from meetings.dutydesk.api import DESK_WAITS, has_desk
from meetings.urgent.api import URGENT_WAIT, has_urgent
from office.api import Actor, Waits, counts_waiting, may_administer, may_operate


@dataclass(frozen=True, eq=False)
class Entry:
    """A page that the frame leads to. Each is one of the registry: it equals itself alone."""

    label: str
    route: str
    icon: str
    group: str = ""
    visible: Callable[[Actor], bool] | None = None  # None: for everybody
    count: Waits | Callable[[Actor], int] | None = None
    left: bool = True
    thumb: bool = False  # one of the phone's tabs, of which there are at most five
    beside: tuple[str, ...] = ()  # routes of pages that belong to it and do not lie below it

    @property
    def name(self) -> str:
        """For the id of its number: the number is exchanged when something changes."""
        return self.route.replace(":", "-")

    @property
    def is_counted(self) -> bool:
        return self.count is not None

    def address(self) -> str:
        """Where it leads; empty while nobody has routed the page."""
        return _address(self.route, get_urlconf() or settings.ROOT_URLCONF, get_script_prefix())

    def holds(self, path: str) -> int:
        """How much of a path says that the page belongs here; nought where it does not."""
        urls, prefix = get_urlconf() or settings.ROOT_URLCONF, get_script_prefix()
        starts = (self.address(), *(_address(one, urls, prefix) for one in self.beside))
        return max(
            (len(one) for one in starts if path == one or (one not in {"", "/"} and path.startswith(one))), default=0
        )


@cache
def _address(route: str, urls: str, prefix: str) -> str:  # noqa: ARG001 - by which it was found
    """Every page asks for all of them twice."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class Shown:
    """An entry as one person sees it on one page."""

    entry: Entry
    address: str
    current: bool
    count: int


@dataclass(frozen=True)
class Group:
    label: str
    entries: tuple[Shown, ...]


PAPERS = Waits(Q(room="docflow", kind="文"))
INCOMING = Waits(Q(room="docflow", kind="收"))
CIRCULATIONS = Waits(Q(room="circulation"), by="url")
"""Two readings of one circulation (as a person and for a post) are one thing to read."""
MATTERS = Waits(Q(room="supervision"), by="about")
"""Several to-dos of one matter are one matter to look at."""
DUTY_WAITS = Waits(Q(room="duty"))
BRIEFS = Waits(Q(room="briefs"))

ENTRIES = (
    Entry("工作台", "desk", "desk", count=Waits(), thumb=True),
    Entry("时限", "office:due", "clock"),
    Entry("公文", "docflow:documents", "doc", "办文", count=PAPERS, thumb=True),
    Entry("收文", "incoming:list", "box", "办文", count=INCOMING),
    Entry("来件", "distribution:deliveries", "in", "办文", visible=receives, count=RECEIPTS),
    Entry("分发", "distribution:sent_documents", "out", "办文", visible=receives),
    Entry("传阅", "circulation:circulations", "eye", "办文", count=CIRCULATIONS),
    Entry("督办", "supervision:matters", "flag", "办文", count=MATTERS),
    Entry("信息", "briefs:briefs", "news", "办文", count=BRIEFS),
    Entry("文号登记", "docflow:registers", "number", "办文"),
    Entry("流程管理", "docflow:papers", "flag", "办文", visible=keeps_routes),
    Entry("会议", "convening:meetings", "people", "办会", count=MEETINGS_WAIT, thumb=True),
    Entry("议题", "topics:topics", "doc", "办会", count=TOPICS_WAIT),
    Entry("会议室", "meetings:calendar", "meet", "办会", count=ROOMS_WAIT),
    Entry("值班", "duty:mine", "duty", "值班", count=DUTY_WAITS, thumb=True),
    Entry("值班室", "dutydesk:desks", "phone", "值班", visible=has_desk, count=DESK_WAITS),
    Entry("紧急事件", "urgent:events", "warn", "值班", visible=has_urgent, count=URGENT_WAIT),
    Entry("检索", "search:search", "search", "归档"),
    Entry("档案", "archive:records", "box", "归档", visible=keeps_records, count=records_waiting),
    Entry("借阅", "loans:mine", "leave", "归档", count=LOANS_WAIT),
    Entry("归档目录", "archive:catalogue", "box", "归档", visible=keeps_records, beside=("archive:fondses",)),
    Entry("固化复核", "archive:fixity", "check", "归档", visible=keeps_records),
    Entry("导入", "importing:batches", "up", "归档", visible=imports),
    Entry("机构人员", "office:directory", "people", "机关"),
    Entry("工作日历", "calendar:year", "calendar", "机关"),
    Entry("操作轨迹", "office:trail", "trail", "机关"),
    Entry("后台作业", "jobs:jobs", "load", "机关", visible=may_operate),
    Entry("机构与岗位", "administration:organs", "people", "机关管理", visible=may_administer),
    Entry("人员与账号", "administration:people", "person", "机关管理", visible=may_administer),
    Entry("我的", "office:me", "person", left=False, thumb=True),
)


@dataclass(frozen=True)
class Known:
    """Which entries are for one person, and what stands beside them, by their names: a page shows some twice, at the left and below, and
    asks once."""

    admitted: frozenset[str]
    numbers: Mapping[str, int]


def known_of(actor: Actor | None, entries: tuple[Entry, ...] = ENTRIES) -> Known:
    """To-dos are counted in one statement."""
    if actor is None:
        return Known(frozenset(), {})
    admits = {ask: ask(actor) for ask in {entry.visible for entry in entries} if ask is not None}
    admitted = [entry for entry in entries if entry.visible is None or admits[entry.visible]]
    wanted = {one.name: one.count for one in entries if isinstance(one.count, Waits)}
    counted = counts_waiting(actor, wanted) if wanted else {}
    others = {one.name: one.count(actor) for one in admitted if callable(one.count)}
    return Known(frozenset(one.name for one in admitted), {**counted, **others})


def navigation(
    actor: Actor | None, path: str, entries: tuple[Entry, ...] = ENTRIES, known: Known | None = None
) -> tuple[Group, ...]:
    """What a person finds at the left, grouped in the order of the registry; groups with nothing in them are left out."""
    shown = _shown(actor, path, [entry for entry in entries if entry.left], known)
    labels = dict.fromkeys(one.entry.group for one in shown)
    return tuple(Group(label, tuple(one for one in shown if one.entry.group == label)) for label in labels)


def counted(actor: Actor | None, entries: tuple[Entry, ...] = ENTRIES) -> tuple[Shown, ...]:
    """Those with a number beside them, for a page that was told of a change."""
    return _shown(actor, "", [entry for entry in entries if entry.left and entry.count], None)


def thumbs(
    actor: Actor | None, path: str, entries: tuple[Entry, ...] = ENTRIES, known: Known | None = None
) -> tuple[Shown, ...]:
    """The phone's tabs."""
    return _shown(actor, path, [entry for entry in entries if entry.thumb], known)


def elsewhere(
    actor: Actor | None, entries: tuple[Entry, ...] = ENTRIES, known: Known | None = None
) -> tuple[Shown, ...]:
    """What has no tab on the phone: listed on 我的, or nobody could get there."""
    return _shown(actor, "", [entry for entry in entries if entry.left and not entry.thumb], known)


def _shown(actor: Actor | None, path: str, entries: list[Entry], known: Known | None) -> tuple[Shown, ...]:
    """Nobody without a post has work here; everyone else sees the routed pages that are for him."""
    if actor is None:
        return ()
    known = known or known_of(actor, tuple(entries))
    routed = [(entry, address) for entry in entries if entry.name in known.admitted and (address := entry.address())]
    held = [entry.holds(path) for entry, _ in routed]
    best = max(held, default=0)
    return tuple(
        Shown(entry, address, 0 < best == held[n], known.numbers.get(entry.name, 0))
        for n, (entry, address) in enumerate(routed)
    )
