"""主导航：which pages stand in the frame, in which group, for whom, and what number stands beside them.

An entry whose page is not routed is not shown: a room that comes later brings its page first and is listed here second.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from archive.api import keeps_records, loans_waiting, records_waiting
from archive.importing.policy import imports
from docflow.api import keeps_routes, receipts_waiting, receives
from meetings.api import rooms_waiting, topics_waiting
from office.api import Actor, may_administer, may_operate, waiting_for


@dataclass(frozen=True)
class Entry:
    """A page that the frame leads to."""

    label: str
    route: str
    icon: str
    group: str = ""
    visible: Callable[[Actor], bool] | None = None  # None: for everybody
    count: Callable[[Actor], int] | None = None
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
        try:
            return reverse(self.route)
        except NoReverseMatch:
            return ""

    def holds(self, path: str) -> int:
        """How much of a path says that the page belongs here; nought where it does not."""
        starts = (self.address(), *map(reverse, self.beside))
        return max((len(one) for one in starts if path == one or (one != "/" and path.startswith(one))), default=0)


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


def papers_waiting(actor: Actor) -> int:
    return waiting_for(actor).filter(room="docflow", kind="文").count()


def incoming_waiting(actor: Actor) -> int:
    return waiting_for(actor).filter(room="docflow", kind="收").count()


def circulations_waiting(actor: Actor) -> int:
    """Two readings of one circulation (as a person and for a post) are one thing to read."""
    return waiting_for(actor).filter(room="circulation").order_by().values("url").distinct().count()


def matters_waiting(actor: Actor) -> int:
    """Several to-dos of one matter are one matter to look at."""
    return waiting_for(actor).filter(room="supervision").order_by().values("about").distinct().count()


def all_waiting(actor: Actor) -> int:
    return waiting_for(actor).count()


ENTRIES = (
    Entry("工作台", "desk", "desk", count=all_waiting, thumb=True),
    Entry("时限", "office:due", "clock"),
    Entry("公文", "docflow:documents", "doc", "办文", count=papers_waiting, thumb=True),
    Entry("收文", "incoming:list", "box", "办文", count=incoming_waiting, thumb=True),
    Entry("来件", "distribution:deliveries", "in", "办文", visible=receives, count=receipts_waiting),
    Entry("分发", "distribution:sent_documents", "out", "办文", visible=receives),
    Entry("传阅", "circulation:circulations", "eye", "办文", count=circulations_waiting, thumb=True),
    Entry("督办", "supervision:matters", "flag", "办文", count=matters_waiting),
    Entry("文号登记", "docflow:registers", "number", "办文"),
    Entry("流程管理", "docflow:papers", "flag", "办文", visible=keeps_routes),
    Entry("议题", "topics:topics", "doc", "办会", count=topics_waiting),
    Entry("会议室", "meetings:calendar", "meet", "办会", count=rooms_waiting),
    Entry("检索", "search:search", "search", "归档"),
    Entry("档案", "archive:records", "box", "归档", visible=keeps_records, count=records_waiting),
    Entry("借阅", "loans:mine", "leave", "归档", count=loans_waiting),
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


def navigation(actor: Actor | None, path: str, entries: tuple[Entry, ...] = ENTRIES) -> tuple[Group, ...]:
    """What a person finds at the left, grouped in the order of the registry; groups with nothing in them are left out."""
    shown = _shown(actor, path, [entry for entry in entries if entry.left])
    labels = dict.fromkeys(one.entry.group for one in shown)
    return tuple(Group(label, tuple(one for one in shown if one.entry.group == label)) for label in labels)


def counted(actor: Actor | None, entries: tuple[Entry, ...] = ENTRIES) -> tuple[Shown, ...]:
    """Those with a number beside them, for a page that was told of a change."""
    return _shown(actor, "", [entry for entry in entries if entry.left and entry.count])


def thumbs(actor: Actor | None, path: str, entries: tuple[Entry, ...] = ENTRIES) -> tuple[Shown, ...]:
    """The phone's tabs."""
    return _shown(actor, path, [entry for entry in entries if entry.thumb])


def elsewhere(actor: Actor | None, entries: tuple[Entry, ...] = ENTRIES) -> tuple[Shown, ...]:
    """What has no tab on the phone: listed on 我的, or nobody could get there."""
    return _shown(actor, "", [entry for entry in entries if entry.left and not entry.thumb])


def _shown(actor: Actor | None, path: str, entries: list[Entry]) -> tuple[Shown, ...]:
    """Nobody without a post has work here; everyone else sees the routed pages that are for him."""
    if actor is None:
        return ()
    routed = [
        (entry, address)
        for entry in entries
        if (entry.visible is None or entry.visible(actor)) and (address := entry.address())
    ]
    held = [entry.holds(path) for entry, _ in routed]
    best = max(held, default=0)
    return tuple(
        Shown(entry, address, 0 < best == held[n], entry.count(actor) if entry.count else 0)
        for n, (entry, address) in enumerate(routed)
    )
