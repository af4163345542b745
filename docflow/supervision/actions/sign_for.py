"""签收。"""

from uuid import UUID

from docflow.supervision import policy
from docflow.supervision.asking import ask_to_work, sign_task, stop_waiting, tell
from docflow.supervision.models import Assignment, AssignmentState
from office.api import Actor, Appointment, action, grant, record
from office.kernel.clock import now
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.wording import moment_in_words


@action
def sign_for(part_uid: UUID, undertaker_uid: UUID | None = None, *, by: Actor, key: UUID) -> Assignment:
    """签收：the unit has it, and names who is in charge of it there: whoever signs, unless told."""
    part = policy.parts.take(part_uid, by=by)
    signer = policy.parts.ask_member(part, by=by)
    if part.signed_at is not None:
        who, at = part.signed_names["name"], moment_in_words(part.signed_at)
        raise SomebodyWasFirst(f"{part.unit_name}已由{who}于{at}签收。")
    part.undertaker = _undertaker(part, undertaker_uid, signer)
    part.state, part.signed_at, part.signed_names = AssignmentState.UNDER_WAY, now(), signer.names()
    part.save(update_fields=["undertaker", "state", "signed_at", "signed_names"])
    grant(part.matter.uid, *policy.keys_of_part(part), why=policy.WHY)
    stop_waiting(sign_task(part), why="已签收", by=signer)
    ask_to_work(part, by=signer)
    tell(part.matter, [part.matter.supervisor], f"{part.unit_name}已签收“{part.matter}”", by=signer)
    record(
        signer,
        "supervision.signed_for",
        stream=f"matter:{part.matter.uid}",
        about=part.matter.uid,
        title=str(part.matter),
        opinion=f"{part.unit_name}，责任人{part.undertaker.person.name}。",
    )
    return part


def _undertaker(part: Assignment, uid: UUID | None, signer: Actor) -> Appointment:
    """Somebody of the unit."""
    if uid is None or uid == signer.appointment.uid:
        return signer.appointment
    one = policy.may_undertake(part).filter(uid=uid).first()
    if one is None:
        raise Invalid(f"所选的责任人不在{part.unit_name}，或已不在任。请重新选择。", field="undertaker")
    return one
