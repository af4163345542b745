"""立项交办。"""

from uuid import UUID

from docflow.supervision import policy
from docflow.supervision.actions.numbering import in_words, next_place
from docflow.supervision.actions.opening import Looked, Wish, looked_at
from docflow.supervision.asking import ask_to_sign, tell
from docflow.supervision.cycles import next_due
from docflow.supervision.models import Assignment, Matter
from office.api import Actor, Department, Organ, action, grant, record, working_calendar
from office.kernel import crash
from office.kernel.clock import today


@action
def open_matter(wish: Wish, *, by: Actor, key: UUID) -> Matter:
    """立项：what was decided gets a number, a day and units, and each of them has it before it to sign for."""
    opener = policy.ask_opener(by)
    looked = looked_at(wish, opener.organ, opener.appointment)
    matter = _numbered(wish, looked, opener)
    crash.point("supervision.number_taken")
    grant(matter.uid, *policy.keys_of_matter(matter), why=policy.WHY)
    for place, unit in enumerate(looked.units, 1):
        part = _given(matter, unit, place)
        grant(matter.uid, *policy.keys_of_part(part), why=policy.WHY)
        ask_to_sign(part, by=opener)
    tell(matter, [matter.supervisor], f"“{matter}”请您督办", by=opener)
    if matter.leader is not None:
        tell(matter, [matter.leader], f"“{matter}”已立项督办，您是责任领导", by=opener)
    record(
        opener,
        "supervision.opened",
        stream=f"matter:{matter.uid}",
        about=matter.uid,
        title=str(matter),
        number=matter.number,
        units=[unit.name for unit in looked.units],
        due_on=str(matter.due_on),
    )
    return matter


def _numbered(wish: Wish, looked: Looked, opener: Actor) -> Matter:
    register, place = next_place(opener.organ)
    return Matter.objects.create(
        organ=opener.organ,
        register=register,
        place=place,
        number=in_words(register, place),
        title=looked.title,
        content=looked.content,
        target=looked.target,
        level=wish.level,
        source=wish.source.kind,
        source_uid=wish.source.uid,
        source_url=wish.source.url,
        basis=looked.basis,
        leader=looked.leader,
        supervisor=looked.supervisor,
        opened_by=opener.appointment,
        opened_names=opener.names(),
        due_on=looked.due_on,
        cycle=wish.cycle,
        every=looked.every,
    )


def _given(matter: Matter, unit: Department | Organ, place: int) -> Assignment:
    """One unit's part. By when it is heard of first follows from the cycle."""
    day = today()
    return Assignment.objects.create(
        matter=matter,
        place=place,
        organ=unit if isinstance(unit, Organ) else unit.organ,
        department=unit if isinstance(unit, Department) else None,
        due_on=matter.due_on,
        original_due_on=matter.due_on,
        feedback_due_on=next_due(matter.cycle, matter.every, day, matter.due_on, day, working_calendar()),
    )
