"""签发。"""

from uuid import UUID

from docflow.actions.completing import complete
from docflow.models import Document
from office.api import Actor, action
from office.kernel.clock import day_of


@action
def sign_off(task_uid: UUID, *, by: Actor, key: UUID, choice: str = "", opinion: str = "") -> Document:
    """签发：the leader agrees that it goes out; its 成文日期 is this day (GB/T 9704-2012 7.3.5.4), until a changed text is signed again."""
    document, actor, performed = complete(
        task_uid, by=by, key=key, to="sign_off", verb="docflow.signed_off", choice=choice, opinion=opinion
    )
    if not document.number:  # a number's year is that of this day, so the day stays once the number is given
        document.signed_on = day_of(performed.act.at)
    document.signer = (actor.on_behalf_of or actor.appointment).person.name
    document.save(update_fields=["signed_on", "signer"])
    return document
