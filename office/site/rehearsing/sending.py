"""分发与签收：to whom a sealed document goes, who signs, who sends it back first."""

from collections.abc import Iterator

from docflow.distribution.actions.distribute import Offline, distribute
from docflow.distribution.actions.resend import resend
from docflow.distribution.actions.send_back import send_back
from docflow.distribution.actions.sign_for import sign_for
from docflow.distribution.addressees import VILLAGE
from docflow.distribution.models import Delivery, Manner
from docflow.distribution.selectors.addressing import directory_for, phrases_of, reachable_from, receivers_of
from docflow.models import Document
from office.api import Actor, Organ, work_until
from office.kernel.ids import uuid7
from office.site.rehearsing.outgoing import Outgoing
from office.site.rehearsing.paper import goes_up, usual_recipients
from office.site.rehearsing.stepping import playing, told

SENT_BACK = "附件缺页，请核对后重发。"


def sent(outgoing: Outgoing, *, by_hand: bool) -> Iterator[str]:
    """To all that 主送 and 抄送 mean, and to those that the clerk adds by hand; the rest on paper, as where nobody could sign today."""
    phrases = phrases_of(outgoing.paper)
    main = [one.organ for p in phrases if p.manner == Manner.MAIN for one in p.candidates if one.holders]
    copies = [one.organ for p in phrases if p.manner == Manner.COPY for one in p.candidates if one.holders]
    added = _added(outgoing.paper, [*main, *copies]) if by_hand else []
    unmanned = [str(one.organ) for p in phrases for one in p.candidates if not one.holders]
    on_paper = [*(phrase.text for phrase in phrases if not phrase.candidates), *unmanned]
    offline = [Offline(name, "机要交换") for name in on_paper]
    yield outgoing.does(
        "distribute",
        "分发",
        distribute,
        main=[one.uid for one in main],
        copies=[one.uid for one in (*copies, *added)],
        offline=offline,
    )
    said = f"  送{len(main) + len(copies) + len(added)}家"
    said += f"，其中手工加送{_names(added)}" if added else ""
    yield said + (f"；线下送达{len(offline)}家" if offline else "")


def _added(document: Document, there: list[Organ]) -> list[Organ]:
    """A village, which no phrase of a city's documents means; and where the document names no office here, those that it could have named.

    What goes up is copied to nobody below (条例第十五条).
    """
    if goes_up(document.kind):
        return []
    reachable = _manned(reachable_from(document.organ))
    added = [] if there else _meant(document.organ, reachable)
    if all(one.is_receiving_point for one in (*there, *added)):
        added += _near(document.organ, reachable)
    villages = [one for one in reachable if one.level == VILLAGE]
    return [*added, *_not_in([*there, *added], villages)[:1]]


def _manned(organs: list[Organ]) -> list[Organ]:
    clerks, stand_ins = receivers_of(organs)
    return [one for one in organs if one.pk in clerks or one.pk in stand_ins]


def _meant(sender: Organ, reachable: list[Organ]) -> list[Organ]:
    meanings = directory_for(sender).meanings(usual_recipients(sender))
    keys = {key for meaning in meanings for key in meaning.organs}
    return [one for one in reachable if one.pk in keys]


def _near(sender: Organ, reachable: list[Organ]) -> list[Organ]:
    """Its neighbours of the same level; of an organ that has none, the one above."""
    beside = [one for one in reachable if one.parent_id == sender.parent_id and one.level == sender.level]
    return beside or [one for one in reachable if one.pk == sender.parent_id]


def _not_in(there: list[Organ], organs: list[Organ]) -> list[Organ]:
    return [one for one in organs if one not in there]


def signed(delivery: Delivery) -> str:
    """签收 by the receiver's clerk, or by who stands in."""
    actor = receiving(delivery)
    sign_for(delivery.uid, by=actor, key=uuid7())
    return told("签收", actor, organ=str(delivery.receiver))


def gone_back(delivery: Delivery) -> str:
    """退文 by the receiver's clerk, with the reason."""
    actor = receiving(delivery)
    send_back(delivery.uid, by=actor, key=uuid7(), reason=SENT_BACK)
    return told("退文", actor, SENT_BACK, organ=str(delivery.receiver))


def sent_again(delivery: Delivery, *, by: Actor) -> tuple[Delivery, str]:
    """重发 by the sender's clerk; → the new delivery, and how it is told."""
    new = resend(delivery.uid, by=by, key=uuid7())
    return new, told("重发", by, f"已补齐，重发{delivery.receiver}。")


def receiving(delivery: Delivery) -> Actor:
    """Who signs for the receiver today."""
    clerks, stand_ins = receivers_of([delivery.receiver])
    (first, *_), *_ = (*clerks.values(), *stand_ins.values())
    return playing(first)


def all_signed(outgoing: Outgoing) -> None:
    """Wait until the platform has seen that nothing is missing."""
    work_until(lambda: outgoing.waits_at("close"))


def _names(organs: list[Organ]) -> str:
    return "、".join(map(str, organs[:3])) + (f"等{len(organs)}家" if len(organs) > 3 else "")
