"""分发前的预填：what 主送 and 抄送 mean today, who would get the to-do, and who has it already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from docflow.distribution.addressees import Addressable, Directory, Meaning
from docflow.distribution.models import STANDING, AddresseeGroup, Delivery, GroupMember, Manner
from docflow.distribution.policy import RECEIVES, STANDS_IN
from docflow.models import Document
from docflow.selectors.versions import current_version, elements_of
from office.api import Appointment, Organ, holders_of
from office.kernel.refusals import NotThere


@dataclass(frozen=True)
class Candidate:
    """An organ that may be sent to: `holders` would be asked to sign, `standing` where it has the document or is to have it.

    `stands_in`: nobody is clerk there, so its leaders and heads are asked.
    """

    organ: Organ
    holders: tuple[Appointment, ...]
    stands_in: bool = False
    standing: bool = False


@dataclass(frozen=True)
class Phrase:
    """A phrase of the document with the organs that it means, or why there are none."""

    text: str
    manner: Manner
    candidates: tuple[Candidate, ...]
    why: str


def directory_for(sender: Organ) -> Directory:
    """All organs, as the resolver of phrases wants them; three queries, however many there are."""
    rows = Organ.objects.prefetch_related("names", "successions__successor").order_by("level", "order", "pk")
    return Directory(tuple(_addressable(organ) for organ in rows), sender.pk)


def _addressable(organ: Organ) -> Addressable:
    names = [organ.name, organ.short_name, *(one.name for one in organ.names.all())]
    names += [one.short_name for one in organ.names.all()]
    closed = gone_in_words(organ) if organ.is_closed else ""
    if organ.installation:
        closed = "不在本平台，请线下送达"
    return Addressable(
        organ.pk,
        tuple(dict.fromkeys(name for name in names if name)),
        organ.level,
        tuple(int(key) for key in organ.path.split("/") if key),
        organ.is_government,
        closed,
    )


def gone_in_words(organ: Organ) -> str:
    """Of one that is no more: 已撤并到市发展改革委."""
    successors = [str(one.successor) for one in organ.successions.all()]
    return f"已撤并到{'、'.join(successors)}" if successors else "已撤并"


def phrases_of(document: Document) -> list[Phrase]:
    """主送 and 抄送 as written, each phrase with its organs. An organ named in both is a main recipient."""
    elements = elements_of(current_version(document))
    main = elements.main_recipients or ((elements.main_recipients_line,) if elements.main_recipients_line else ())
    directory = directory_for(document.organ)
    said = [(Manner.MAIN, one) for one in directory.meanings(main)]
    said += [(Manner.COPY, one) for one in directory.meanings(elements.cc)]
    candidates = candidates_for(document, {key for _, meaning in said for key in meaning.organs})
    return list(_phrases(said, candidates))


def _phrases(said: list[tuple[Manner, Meaning]], candidates: dict[int, Candidate]) -> Iterable[Phrase]:
    shown: set[int] = set()
    for manner, meaning in said:
        new = [key for key in meaning.organs if key not in shown]
        shown |= set(new)
        why = meaning.why or ("" if new else "上面已经列出")
        yield Phrase(meaning.phrase, manner, tuple(candidates[key] for key in new), why)


def candidates_for(document: Document, keys: Iterable[int]) -> dict[int, Candidate]:
    """The organs of these row keys, with who signs for each today, in a constant number of queries."""
    organs = Organ.objects.in_bulk(list(keys))
    clerks, stand_ins = receivers_of(organs.values())
    there = standing_in(document)
    return {
        key: Candidate(
            organ,
            tuple(clerks.get(key) or stand_ins.get(key) or ()),
            stands_in=key in stand_ins,
            standing=key in there,
        )
        for key, organ in organs.items()
    }


def standing_in(document: Document) -> set[int]:
    """The row keys of the organs that have the document, or are to have it."""
    return set(Delivery.objects.filter(document=document, state__in=STANDING).values_list("receiver", flat=True))


def members_of(groups: QuerySet[AddresseeGroup], chosen: Sequence[UUID]) -> list[UUID]:
    """The organs of the chosen ones of these groups. Raises NotThere where one is not among them."""
    found = groups.filter(uid__in=chosen)
    if found.count() != len(set(chosen)):
        raise NotThere("所选的分组")
    rows = GroupMember.objects.filter(group__in=found)
    return list(rows.values_list("organ__uid", flat=True).distinct())


Holders = dict[int, list[Appointment]]


def receivers_of(organs: Iterable[Organ]) -> tuple[Holders, Holders]:
    """Who signs for each organ (its row key) today: its clerks; and the leaders and heads of those that have no clerk."""
    organs = list(organs)
    clerks = holders_of(organs, RECEIVES)
    left = [organ for organ in organs if organ.pk not in clerks]
    return clerks, holders_of(left, *STANDS_IN) if left else {}


def reachable_from(sender: Organ) -> list[Organ]:
    """Every organ that could be added by hand: of this installation, still there, and not the sender."""
    rows = Organ.objects.open().filter(installation="").exclude(pk=sender.pk)
    return list(rows.order_by("level", "order", "pk"))
