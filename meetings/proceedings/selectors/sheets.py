"""会议记录和节录 on paper."""

from collections.abc import Iterator

from docflow.api import Column, Fact, Facts, Listing, Section, Sheet, Voice
from meetings.convening.models import AgendaItem, Meeting
from meetings.proceedings.models import Ballot, Correction, Decision, Excerpt, Proceedings, Speech
from meetings.proceedings.presence import people_of, present_at
from meetings.proceedings.rules.minutes import decision_words
from meetings.proceedings.selectors.ballots import outcomes_of
from meetings.proceedings.selectors.minutes import day_words, decision_line, decisions_by_item
from office.kernel.clock import now
from office.kernel.wording import full_moment

DECISIONS = (Column("议定内容", 5), Column("牵头和配合单位", 3), Column("责任领导", 2), Column("完成时限", 2))
PEOPLE = (Column("身份", 2), Column("姓名", 3), Column("单位和职务", 5), Column("到会", 2))


def excerpt_sheet(excerpt: Excerpt) -> Sheet:
    """议定事项节录 of one item."""
    meeting, item = excerpt.meeting, excerpt.item
    decisions = decisions_by_item(meeting).get(item.pk, [])
    minutes = getattr(meeting, "minutes", None)
    facts = [
        Fact("会议", str(meeting), 12, Voice.DOCUMENT),
        Fact("时间", meeting.slot.words, 12),
        Fact("议题", item.title, 12, Voice.DOCUMENT),
        Fact("汇报单位", str(item.unit or "—"), 6),
        Fact("纪要", minutes.number if minutes is not None and minutes.number else "未印发", 6),
    ]
    return Sheet(
        organ=str(meeting.organ),
        form="会议议定事项节录",
        about=item.title,
        uid=str(excerpt.uid),
        uid_name="节录标识",
        printed_at=full_moment(now()),
        sections=(Facts("", tuple(facts)), _decided("议定事项", decisions)),
    )


def record_sheet(meeting: Meeting) -> Sheet:
    """The whole record of a meeting: who was there, item by item what was said, voted and decided, what was corrected since."""
    return Sheet(
        organ=str(meeting.organ),
        form="会议记录",
        about=str(meeting),
        uid=str(meeting.uid),
        uid_name="会议标识",
        printed_at=full_moment(now()),
        sections=tuple(_sections(meeting)),
    )


def _sections(meeting: Meeting) -> Iterator[Section]:
    yield Facts(
        "",
        (
            Fact("会议", str(meeting), 12, Voice.DOCUMENT),
            Fact("时间", meeting.slot.words, 12),
            Fact("实际开始", full_moment(meeting.began_at) if meeting.began_at else "—", 6),
            Fact("实际结束", full_moment(meeting.ended_at) if meeting.ended_at else "—", 6),
            Fact("地点", meeting.where or "—", 12),
            Fact("主持", meeting.host.person.name, 6),
            Fact("承办", str(meeting.organised_by.post.department), 6),
        ),
    )
    there = {one.pk for one in present_at(meeting)}
    rows = tuple(
        (
            one.get_capacity_display(),
            one.person.name,
            f"{one.appointment.organ} {one.appointment.department} {one.appointment.post.title}",
            "到会" if one.pk in there else one.get_answer_display() if not one.takes_a_seat else "未到",
        )
        for one in people_of(meeting)
    )
    if rows:
        yield Listing("参会人员", PEOPLE, rows)
    yield from _items(meeting)
    corrections = tuple(
        (full_moment(one.at), str(one.names.get("name", "")), one.text)
        for one in Correction.objects.filter(meeting=meeting).order_by("pk")
    )
    if corrections:
        yield Listing("补正", (Column("时间", 3), Column("补正人", 2), Column("内容", 7)), corrections)


def _items(meeting: Meeting) -> Iterator[Section]:
    records = {one.item_id: one for one in Proceedings.objects.filter(item__meeting=meeting)}
    speeches: dict[int, list[Speech]] = {}
    for speech in Speech.objects.filter(item__meeting=meeting).order_by("pk"):
        speeches.setdefault(speech.item_id, []).append(speech)
    outcomes, votes = outcomes_of(meeting), dict[int, list[str]]()
    for ballot in Ballot.objects.filter(pk__in=outcomes).order_by("pk"):
        told = f"{ballot.question}：{ballot.get_manner_display()}表决，{outcomes[ballot.pk].words}。"
        votes.setdefault(ballot.item_id, []).append(told)
    decisions = decisions_by_item(meeting)
    for item in AgendaItem.objects.filter(meeting=meeting).select_related("run", "organ", "department"):
        facts = [Fact("汇报单位", str(item.unit or "—"), 6), Fact("用时", _taken(item), 6)]
        if (kept := records.get(item.pk)) is not None and kept.text:
            facts.append(Fact("记录", kept.text, 12, Voice.DOCUMENT))
        facts += [Fact(one.speaker, one.text, 12, Voice.PERSON) for one in speeches.get(item.pk, [])]
        facts += [Fact("表决", words, 12) for words in votes.get(item.pk, [])]
        facts += [
            Fact("议定事项", decision_words(decision_line(one)), 12, Voice.DOCUMENT)
            for one in decisions.get(item.pk, [])
        ]
        yield Facts(f"{item.place}．{item.title}", tuple(facts))


def _taken(item: AgendaItem) -> str:
    run = getattr(item, "run", None)
    if run is None or not run.spent:
        return f"预计{item.minutes}分钟，未议"
    return f"预计{item.minutes}分钟，实际{max(round(run.spent / 60), 1)}分钟"


def _decided(heading: str, decisions: list[Decision]) -> Listing:
    rows = tuple(
        (
            one.text,
            "、".join(filter(None, (str(one.lead or ""), *(str(unit) for unit in one.co_units.all())))) or "—",
            one.leader.person.name if one.leader is not None else "—",
            day_words(one.due_on) or "—",
        )
        for one in decisions
    )
    return Listing(heading, DECISIONS, rows)
