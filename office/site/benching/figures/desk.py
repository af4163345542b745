"""desk：what the desk and its live parts ask when the archive is short and when it is long; what waits stays as much as it was."""

from collections.abc import Iterator
from functools import partial

from django.test import Client
from django.urls import reverse

from docflow.walking.definitions import newest
from office.api import Appointment, valid_appointments, with_role
from office.models import Organ
from office.site.benching.lengthening import lengthen
from office.site.benching.pages import Reading, ask, read
from office.site.benching.papers import Town
from office.site.benching.past import CLERKS, Cast, analysed, be_over, be_waiting
from office.site.benching.rounds import Spread, rounds_of, seconds

PAGES = {"工作台": "desk", "工作台的活动部分": "desk_now", "导航的数": "counts", "铃": "realtime:bell"}
LISTS = {
    "公文，全部可看": ("docflow:documents", "view=all"),
    "公文，待我办理": ("docflow:documents", "view=waiting"),
    "收文，全部可看": ("incoming:list", "view=all"),
    "来件，已签收": ("distribution:deliveries", "tab=signed"),
    "分发，全部": ("distribution:sent_documents", "tab=all"),
    "传阅": ("circulation:circulations", ""),
    "时限": ("office:due", ""),
    "操作轨迹": ("office:trail", ""),
}
WAITING, SENT, OTHERS = 20, 8, 500
WANTED = "语句一样多，行数相差不超过10%"
PART = 100  # the short archive is this part of the long one


def measure(rounds: int, size: int) -> Iterator[str]:
    """With a hundredth of `size` documents in the archive, then with `size`."""
    cast = _cast()
    client = Client(SERVER_NAME="localhost")
    client.force_login(cast.me.person)
    few = max(1, size // PART)
    archive = be_over(cast, few)
    be_waiting(cast, mine=WAITING, sent=SENT, others=OTHERS)
    readings: list[dict[str, Reading]] = []
    for length in (few, few * PART):
        if length > few:
            lengthen(archive, PART - 1)
        analysed()
        readings.append({label: read(client, reverse(route)) for label, route in PAGES.items()})
        yield f"{length}件办结的公文，其中他拟的、经办的各百分之一；待办{WAITING}件，送出在办{SENT}件"
        for label, one in readings[-1].items():
            yield f"{label} {one.statements}条语句，看了{one.rows}行"
        yield from _timed(client, rounds)
    short, long = readings
    for label, one in long.items():
        before = short[label]
        yield f"{label} 语句 {before.statements} → {one.statements}，行 {before.rows} → {one.rows}，比 {one.rows / before.rows:.3f}；要求{WANTED}"
        yield "　增得最多的一条 {} → {} 行：{}".format(*one.grown_most(before))


def _cast() -> Cast:
    """A document clerk, who may read all of his organ: nobody's history is longer."""
    town = Town()
    organ: Organ = town.code.organ
    me = with_role(organ, CLERKS)[0]
    others: list[Appointment] = list(
        valid_appointments().filter(post__department__organ=organ).exclude(person=me.person)
    )
    receiver = Organ.objects.exclude(pk=organ.pk).order_by("pk")[0]
    return Cast(me, others, town.code, receiver, newest("outgoing"))


def _timed(client: Client, rounds: int) -> Iterator[str]:
    """By the clock, at the end of each reading; without a reference, so it says as much as the machine is quiet."""
    addresses = {label: reverse(route) for label, route in PAGES.items()}
    addresses |= {label: f"{reverse(route)}?{query}" for label, (route, query) in LISTS.items()}
    took: dict[str, list[float]] = {label: [] for label in addresses}
    for _ in rounds_of(rounds):
        for label, address in addresses.items():
            took[label].append(1000 * seconds(partial(ask, client, address)))
    for label, each in took.items():
        yield f"{label} 一页 {Spread.of(each)} ms"
