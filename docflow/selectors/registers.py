"""文号登记簿：what is reserved, what still waits for a number, and the report that counts every number of a register."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from docflow.models import Document, NumberEntry, Register
from docflow.models.documents import State
from docflow.models.registers import NumberState


@dataclass(frozen=True)
class Report:
    """A register counted: each number from 1 to the last is used, reserved, void or missing. `beyond` is more than was ever counted."""

    register: Register
    used: int
    void: tuple[NumberEntry, ...]
    reserved: tuple[NumberEntry, ...]
    missing: tuple[int, ...]
    beyond: tuple[int, ...]
    kinds: tuple[tuple[str, int], ...]

    @property
    def adds_up(self) -> bool:
        """Whether used, reserved and void are exactly the numbers that were counted."""
        return (
            not self.missing
            and not self.beyond
            and self.used + len(self.void) + len(self.reserved) == self.register.last
        )


def report(register: Register) -> Report:
    """Count a register from its rows; what the counter says is only compared with them. Three queries, however long it is."""
    rows = list(register.entries.values_list("number", "state", "document__kind"))
    numbers = {number for number, _, _ in rows}
    told = register.entries.select_related("by__person", "document").order_by("number")
    kept = list(told.exclude(state=NumberState.USED))
    kinds = Counter(kind for _, state, kind in rows if state == NumberState.USED)
    return Report(
        register=register,
        used=kinds.total(),
        void=tuple(one for one in kept if one.state == NumberState.VOID),
        reserved=tuple(one for one in kept if one.state == NumberState.RESERVED),
        missing=tuple(sorted(set(range(1, register.last + 1)) - numbers)),
        beyond=tuple(sorted(number for number in numbers if number > register.last)),
        kinds=tuple(kinds.most_common()),
    )


def awaiting_number(register: Register) -> QuerySet[Document]:
    """Documents signed in the register's year that have no number yet."""
    waiting = Document.objects.filter(code=register.code_id, number="", signed_on__year=int(register.period))
    return waiting.exclude(state=State.TERMINATED)


def reserved_numbers(document: Document) -> QuerySet[NumberEntry]:
    """Those that a document may take at 编号 instead of the next one."""
    if document.signed_on is None or document.number:
        return NumberEntry.objects.none()
    return NumberEntry.objects.filter(
        register__code=document.code_id, register__period=str(document.signed_on.year), state=NumberState.RESERVED
    ).order_by("number")
