"""传阅 on a handling sheet: every time a paper was sent round, with each reader, his times and his words."""

from collections.abc import Iterator
from uuid import UUID

from docflow.circulation.models import Circulation
from docflow.circulation.selectors.matrix import Line, lines_of
from docflow.selectors.handling import times
from docflow.sheets.sheet import Column, Fact, Facts, Listing, Section, Voice
from office.kernel.wording import full_day, full_moment

COLUMNS = (Column("阅者", 3), Column("阅读意见", 6, Voice.PERSON), Column("时间", 3))


def circulation_sections(paper: UUID) -> Iterator[Section]:
    """The earliest first, in a constant number of queries; nothing for a paper that never went round."""
    rows = Circulation.objects.filter(paper_uid=paper).order_by("started_at", "pk")
    for n, circulation in enumerate(rows.prefetch_related("readings__opinions"), 1):
        yield Facts("传阅" if n == 1 else f"传阅（第{n}次）", tuple(_facts(circulation)))
        lines = lines_of(circulation, list(circulation.readings.all()))
        yield Listing("", COLUMNS, tuple(_row(line) for line in lines))


def _facts(circulation: Circulation) -> Iterator[Fact]:
    starter = circulation.started_names
    yield Fact("事由", circulation.purpose)
    yield Fact("发起", f"{starter['name']}\n{full_moment(circulation.started_at)}", 6)
    due = f"，{full_day(circulation.due_on)}前阅毕" if circulation.due_on else ""
    yield Fact("方式", f"{circulation.get_order_display()}{due}", 6)
    if circulation.ended_at is not None:
        yield Fact("结束", f"{full_moment(circulation.ended_at)}，{circulation.ended_why}")


def _row(line: Line) -> tuple[str, ...]:
    one = line.reading
    who = f"{line.who}\n{line.unit}"
    if one.added_names:
        who += f"\n{one.added_names['name']}加阅"
    words = "\n".join(
        said.text if said.at == one.read_at else f"{said.text}（{full_moment(said.at)}补充）"
        for said in one.opinions.all()
    )
    if one.skipped_why:
        words = f"跳过：{one.skipped_why}\n{words}".rstrip()
    when = times(one.asked_at, one.read_at, words=("送阅", "阅毕"))
    return who, words, "\n".join(when if one.read_at else (*when, line.state))
