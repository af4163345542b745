"""收文号：taken under the register's lock, inside the action that registers."""

from docflow.actions.voiding import void_numbers_of
from docflow.incoming.models import Incoming, IncomingClass, IncomingNumber, IncomingRegister, Track
from docflow.incoming.models.registers import IncomingNumberState
from office.api import Actor, Organ
from office.kernel.clock import now, today
from office.kernel.refusals import Invalid
from office.kernel.transactions import lock, require_transaction

USUAL = (("收办", "办件", Track.HANDLE), ("收阅", "阅件", Track.READ))
"""The classes of an organ that has set up none of its own: code, name, route."""


def classes_of(organ: Organ) -> list[IncomingClass]:
    """Those in use; the usual ones, not saved, where there are none yet."""
    found = list(IncomingClass.objects.filter(organ=organ))
    if found:
        return [one for one in found if one.in_use]
    return usual_classes(organ)


def usual_classes(organ: Organ) -> list[IncomingClass]:
    """What an organ begins with, not saved."""
    return [
        IncomingClass(organ=organ, code=code, label=label, track=track, order=order)
        for order, (code, label, track) in enumerate(USUAL)
    ]


def open_classes(organ: Organ) -> None:
    """Save the usual classes of an organ that has none."""
    require_transaction()
    if not IncomingClass.objects.filter(organ=organ).exists():
        IncomingClass.objects.bulk_create(usual_classes(organ), ignore_conflicts=True)


def class_of(organ: Organ, code: str) -> IncomingClass:
    """The class in use of that code. Raises Invalid."""
    open_classes(organ)
    found = IncomingClass.objects.filter(organ=organ, code=code, in_use=True).first()
    if found is None:
        raise Invalid("请选择收文类别。", field="class_code")
    return found


def next_number(incoming: Incoming, *, by: Actor) -> IncomingNumber:
    """The next number of its class in this year. A rolled-back action gives it back."""
    require_transaction()
    year = today().year
    opened, _ = IncomingRegister.objects.get_or_create(incoming_class=incoming.incoming_class, year=year)
    register = lock(IncomingRegister.objects.filter(pk=opened.pk), "register")
    assert register is not None, "registers are never deleted"  # noqa: S101 - a foreign key protects them
    register.last += 1
    register.save(update_fields=["last"])
    return IncomingNumber.objects.create(
        register=register,
        number=register.last,
        text=f"{incoming.incoming_class.code}〔{year}〕{register.last}号",
        incoming=incoming,
        by=by.appointment,
    )


@void_numbers_of.register
def void(incoming: Incoming, *, reason: str) -> None:
    """Its number stays in the register, void, with the reason; it is never given again."""
    require_transaction()
    if not reason.strip():
        raise Invalid("请写明作废缘由，登记簿上要留存。", field="reason")
    used = IncomingNumber.objects.filter(incoming=incoming, state=IncomingNumberState.USED)
    used.update(state=IncomingNumberState.VOID, reason=reason[:400], void_at=now())
    incoming.number = ""
    incoming.save(update_fields=["number"])
