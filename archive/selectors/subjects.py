"""A record as the subject of a check: what is recorded of it, and what stands around it. Its files are read by `archive.checking`."""

from collections.abc import Sequence

from django.db.models import Q

from archive.checks.codes import lacking, written
from archive.checks.subject import FileFacts, Neighbours, Subject
from archive.models import ItemRegister, Origin, Record, RecordFile
from archive.selectors.descriptions import COMPARED, attachments_stated, columns_of, described, listed_files, steps_of
from office.api import trail_flaw
from office.kernel.clock import today

MOST_TWINS = 5
MOST_MISSING = 20
STEPS_NEEDED = {Origin.OUTGOING: ("签发",), Origin.INCOMING: ("登记",)}


def files_of(item: Record) -> list[RecordFile]:
    """The files of its revision, or of the last one before it that brought any."""
    rows = (
        item.files.filter(revision__lte=item.revision).select_related("file", "record").order_by("-revision", "ordinal")
    )
    kept = list(rows)
    return [one for one in kept if one.revision == kept[0].revision]


def subject_of(item: Record, files: Sequence[FileFacts], *, scanner: str, scanner_says: str) -> Subject:
    """All of it, with its files as they were found."""
    told, columns = described(item), columns_of(item)
    parts = _parts(item)
    lacks = lacking(item.fonds.template, parts)
    confirmed = item.confirmed_by
    return Subject(
        uid=str(item.uid),
        origin=item.origin,
        described=told,
        files=tuple(files),
        today=today(),
        columns={name: columns[name] for name in COMPARED},
        code=item.code,
        expected_code="" if lacks else written(item.fonds.template, parts),
        code_flaw=f"缺少{'、'.join(lacks)}" if lacks else "",
        numbered=bool(item.code),
        twins=_twins(item),
        steps=steps_of(item),
        steps_needed=STEPS_NEEDED.get(Origin(item.origin), ()),
        attachments_stated=attachments_stated(item),
        neighbours=_neighbours(item),
        scope=item.proposed_why,
        scope_confirmed_by=str(confirmed) if confirmed else "",
        listed=listed_files(item),
        manifest=item.digest,
        acts_flaw=_acts_flaw(item),
        scanner=scanner,
        scanner_says=scanner_says,
    )


def _parts(item: Record) -> dict[str, str]:
    return {
        "全宗号": item.fonds.code,
        "门类": item.category,
        "年度": str(item.year),
        "保管期限": item.retention or item.proposed,
        "机构": item.unit,
        "件号": str(item.item) if item.item else "1",
    }


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
    return Neighbours(register.last, tuple(range(below + 1, own))[:MOST_MISSING])


def _acts_flaw(item: Record) -> str:
    """What was done with it, and with the paper that it was, stands in the trail as it was written."""
    return trail_flaw(item.uid) or (trail_flaw(item.paper_uid) if item.paper_uid else "")
