"""A record as the subject of a check: what is recorded of it, and what stands around it. Its files are read by `archive.checking`."""

from dataclasses import replace

from django.db.models import Q

from archive.actions.file_record import manifest_digest
from archive.arranging.codes import code_of
from archive.arranging.retention import LEFT_OUT
from archive.checks.subject import Neighbours, Subject
from archive.models import ItemNumber, ItemRegister, ItemState, Origin, Record, RecordFile, State
from archive.numbering import class_of, parts_for
from archive.selectors.descriptions import (
    COMPARED,
    attachments_stated,
    columns_of,
    described,
    elements_told,
    listed_files,
    steps_of,
)
from office.api import trail_flaw
from office.kernel.clock import today
from office.kernel.refusals import Invalid

MOST_TWINS = 5
MOST_MISSING = 20
STEPS_NEEDED = {Origin.OUTGOING: ("签发",), Origin.INCOMING: ("登记",), Origin.MEETING: ("主持会议",)}


def files_of(item: Record) -> list[RecordFile]:
    """The files of its revision, or of the last one before it that brought any."""
    rows = (
        item.files.filter(revision__lte=item.revision).select_related("file", "record").order_by("-revision", "ordinal")
    )
    kept = list(rows)
    return [one for one in kept if one.revision == kept[0].revision]


def subject_of(item: Record, *, scanner: str, scanner_says: str) -> Subject:
    """All of it but its files."""
    told, columns = described(item), columns_of(item)
    expected, flaw = _code(item)
    confirmed = item.confirmed_by
    return Subject(
        uid=str(item.uid),
        origin=item.origin,
        described=told,
        files=(),
        today=today(),
        columns={
            name: columns[name] for name in COMPARED if columns[name] or name != "日期"
        },  # one that bears none was dated by its end
        told=elements_told(item) if item.code else None,
        code=item.code,
        expected_code=expected,
        code_flaw=flaw,
        numbered=bool(item.code),
        twins=_twins(item),
        steps=steps_of(item),
        steps_needed=STEPS_NEEDED.get(Origin(item.origin), ()),
        attachments_stated=attachments_stated(item),
        neighbours=_neighbours(item),
        scope=item.proposed_why,
        scope_confirmed_by=str(confirmed) if confirmed else "",
        listed=listed_files(item),
        manifest=item.digest if item.state == State.FILED else "",
        manifest_found=manifest_digest(item) if item.state == State.FILED else "",
        unreachable=_unreachable(item),
        acts_flaw=_acts_flaw(item),
        scanner=scanner,
        scanner_says=scanner_says,
    )


def _code(item: Record) -> tuple[str, str]:
    """The 档号 that it was given, while it is of the class for which that was; else the one that it would be given; and why there is none."""
    given = ItemNumber.objects.filter(record=item, state=ItemState.USED).select_related("register").first()
    if given is not None and class_of(given) == (item.category, item.year, item.retention, item.unit):
        return given.code, ""
    retention = item.retention or item.proposed
    if not retention or retention == LEFT_OUT:
        return "", "缺少保管期限"
    try:
        return code_of(item.fonds.template, replace(parts_for(item, item.item or 1), retention=retention)), ""
    except Invalid as flaw:
        return "", flaw.sentence


def _twins(item: Record) -> tuple[str, ...]:
    """Others of its fonds that bear its number, or where it has none its title and date."""
    same = Q(number=item.number) if item.number else Q(number="", dated_on=item.dated_on, title=item.title)
    others = Record.objects.filter(same, fonds=item.fonds, origin=item.origin).exclude(pk=item.pk)
    return tuple(
        f"与{one.code or '待归档的'}《{one.title}》{one.number or '题名和日期'}相同" for one in others[:MOST_TWINS]
    )


def _neighbours(item: Record) -> Neighbours | None:
    """How far its class is numbered, and which numbers directly below its own belong to nothing."""
    place = {"category": item.category, "year": item.year, "retention": item.retention or item.proposed}
    register = (
        ItemRegister.objects.filter(fonds=item.fonds, **place, unit__in={item.unit, ""}).order_by("-unit").first()
    )
    if register is None:
        return None
    own = item.item or register.last + 1
    of_class = Record.objects.filter(fonds=item.fonds, item__lt=own, **place)
    if register.unit:
        of_class = of_class.filter(unit=register.unit)
    below = of_class.order_by("-item").values_list("item", flat=True).first() or 0
    void = set(register.numbers.filter(state=ItemState.VOID, number__lt=own).values_list("number", flat=True))
    missing = [number for number in range(below + 1, own) if number not in void]
    return Neighbours(register.last, tuple(missing[:MOST_MISSING]))


def _unreachable(item: Record) -> str:
    """Whether the rows of the record are there to be asked for, with the description that is checked."""
    kept = Record.objects.filter(pk=item.pk).values_list("metadata", flat=True).first()
    if not kept:
        return "档案表里没有这一件的元数据"
    return "" if kept == item.metadata else "档案表里的元数据与取出来检测的不同，检测时有人改了"


def _acts_flaw(item: Record) -> str:
    """What was done with it, and with the paper that it was, stands in the trail as it was written."""
    return trail_flaw(item.uid) or (trail_flaw(item.paper_uid) if item.paper_uid else "")
