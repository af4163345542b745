"""督办编号：taken under the register's lock, inside the action that opens the matter."""

from docflow.supervision.models import MatterRegister
from office.api import Organ
from office.kernel.clock import today
from office.kernel.transactions import lock, require_transaction


def next_place(organ: Organ) -> tuple[MatterRegister, int]:
    """The organ's register of this year, and the next number in it. A rolled-back action gives it back."""
    require_transaction()
    opened, _ = MatterRegister.objects.get_or_create(organ=organ, year=today().year)
    register = lock(MatterRegister.objects.filter(pk=opened.pk), "register")
    assert register is not None, "registers are never deleted"  # noqa: S101 - a foreign key protects them
    register.last += 1
    register.save(update_fields=["last"])
    return register, register.last


def in_words(register: MatterRegister, place: int) -> str:
    """督〔2026〕1号."""
    return f"督〔{register.year}〕{place}号"
