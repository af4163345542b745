"""收文处理单：what was recorded of a piece that came in, from its registration to its end. The receiving organ's own: the sender sees none of it."""

from collections.abc import Iterator
from datetime import datetime

from django.template.defaultfilters import filesizeformat

from docflow.circulation.selectors.sheet import circulation_sections
from docflow.elements.numbering import written_date
from docflow.incoming.models import Incoming, Track
from docflow.incoming.selectors.board import Part, board_of
from docflow.incoming.selectors.instructions import instructions_of
from docflow.incoming.selectors.limits import kept_in_words
from docflow.models import LinkKind
from docflow.seals.verdict import Verdict
from docflow.selectors.handling import Ends, entries_of, times
from docflow.selectors.links import WORDS, Linked, links_of
from docflow.sheets.sheet import Column, Entries, Fact, Facts, Listing, Sheet, Voice
from docflow.walking.performing import state_of
from office.api import Actor
from office.kernel.wording import full_day, full_moment

FORM = "收文处理单"
NAME_OF_UID = "收文标识"
REPLY = WORDS[LinkKind.REPLIES_TO][1]


def incoming_sheet(incoming: Incoming, *, by: Actor, at: datetime) -> Sheet:
    """The sheet as it stands, printed `at`; in a constant number of queries. Of its links only what the reader may read."""
    home = incoming.organ.name
    linked = links_of(incoming, by=by)
    replies = [one for one in linked if one.word == REPLY and not one.outgoing]
    return Sheet(
        organ=home,
        form=FORM,
        about=incoming.number or str(incoming),
        uid=str(incoming.uid),
        uid_name=NAME_OF_UID,
        printed_at=full_moment(at),
        sections=(
            Facts("", (*_facts(incoming), *instructions_of(incoming))),
            _undertaken(board_of(incoming)),
            Facts("", tuple(_answered(incoming, replies))),
            *circulation_sections(incoming.uid),
            Entries("办理过程", tuple(entries_of(incoming.run, home=home, ends=_ends(incoming)))),
            _links([one for one in linked if one not in replies]),
            _enclosures(incoming),
            Facts("来文原件", tuple(_original(incoming))),
        ),
    )


def _facts(incoming: Incoming) -> Iterator[Fact]:
    yield Fact("来文机关", incoming.sender, 6, Voice.DOCUMENT)
    yield Fact("来文字号", incoming.their_number, 6, Voice.DOCUMENT)
    yield Fact("收文号", incoming.number or "已作废", 6)
    yield Fact("收文日期", full_day(incoming.received_on), 6)
    yield Fact("标题", incoming.title, voice=Voice.DOCUMENT)
    if incoming.main_recipients:
        yield Fact("主送机关", incoming.main_recipients, voice=Voice.DOCUMENT)
    yield Fact("成文日期", written_date(incoming.signed_on) if incoming.signed_on else "", 6)
    yield Fact("文种", incoming.kind, 6)
    yield Fact("紧急程度", incoming.urgency, 6)
    yield Fact("份数", f"{incoming.copies}份", 6)
    yield Fact("收文类别", f"{incoming.incoming_class}（{incoming.incoming_class.get_track_display()}）", 6)
    yield Fact("来件方式", incoming.get_source_display(), 6)
    yield Fact("登记人", "　".join((incoming.run.begun_names["department"], incoming.run.begun_names["name"])), 6)
    yield Fact("验章结论", _verdict(incoming), 6)
    if incoming.note:
        yield Fact("备注", incoming.note)
    if incoming.turned_back:
        yield Fact("退文缘由", incoming.turned_back)
    if incoming.incoming_class.track == Track.HANDLE:
        yield Fact("办理时限", kept_in_words(incoming, state_of(incoming.run)))


def _verdict(incoming: Incoming) -> str:
    if incoming.checked_at is None:
        return ""
    return f"{Verdict(incoming.verdict).label}\n{full_moment(incoming.checked_at)}到件验章"


def _undertaken(parts: list[Part]) -> Listing:
    """承办：who leads, who takes part, who was named; what each reported, and when."""
    return Listing(
        "承办",
        (Column("承办", 3), Column("承办人", 2), Column("办理情况", 4), Column("时间", 3)),
        tuple(
            (
                f"{one.role}\n{one.unit}",
                one.who,
                one.said or one.state,
                "\n".join(times(one.since, one.until)),
            )
            for one in parts
        ),
    )


def _answered(incoming: Incoming, replies: list[Linked]) -> Iterator[Fact]:
    """答复：the replies with their numbers; or why none is needed in writing."""
    if incoming.answer_waived:
        yield Fact("答复", f"无需书面答复：{incoming.answer_waived}")
    elif replies:
        yield Fact("答复", "\n".join(f"{one.paper.number or '（未编号）'}　{one.paper}" for one in replies))
    elif incoming.needs_reply:
        yield Fact("答复", "要书面答复")


def _links(linked: list[Linked]) -> Listing:
    return Listing(
        "联系",
        (Column("关系", 2), Column("文号", 3), Column("标题", 5), Column("建立", 2)),
        tuple((one.word, one.paper.number, str(one.paper), full_day(one.at)) for one in linked),
    )


def _enclosures(incoming: Incoming) -> Listing:
    """随文附件, as they came."""
    rows = incoming.enclosures.select_related("file")
    return Listing(
        "随文附件",
        (Column("序号", 2), Column("名称", 8), Column("大小", 2)),
        tuple((str(one.n), one.name, filesizeformat(one.file.size)) for one in rows),
    )


def _original(incoming: Incoming) -> Iterator[Fact]:
    """The file as it came, and the digest by which it is known; of a piece that was sent back, what it was."""
    if incoming.file is None:
        return
    yield Fact("文件名", incoming.file_name)
    yield Fact("大小", filesizeformat(incoming.file.size), 6)
    yield Fact("页数", f"{incoming.pages}页" if incoming.pages else "", 6)
    if incoming.verdict_says:
        yield Fact("验章说明", incoming.verdict_says)
    yield Fact("SM3", incoming.file.sm3, voice=Voice.DIGEST)


def _ends(incoming: Incoming) -> Ends:
    """A piece that was turned back was turned back at 初审; else its registration was made void."""
    return Ends("登记", "退文", "review") if incoming.turned_back else Ends("登记", incoming.ending)
