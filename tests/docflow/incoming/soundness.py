"""What must hold of what came in at any moment, also after a death at the worst one."""

from docflow.distribution.models import DeliveryState
from docflow.incoming.models import Incoming, IncomingRegister
from docflow.incoming.models.registers import IncomingNumberState
from docflow.models import Run
from tests.docflow.acts.soundness import assert_deadlines_sound, assert_runs_sound


def assert_incoming_sound() -> None:
    """Numbers without gap, each used one with its piece; a delivery registered once and signed for; runs that their acts make."""
    for register in IncomingRegister.objects.all():
        entries = list(register.entries.order_by("number"))
        assert [entry.number for entry in entries] == list(range(1, register.last + 1))
        for entry in entries:
            assert (entry.state == IncomingNumberState.USED) == (entry.incoming.number == entry.text)
    for incoming in Incoming.objects.select_related("delivery"):
        used = incoming.numbers.filter(state=IncomingNumberState.USED).count()
        assert used == bool(incoming.number)
        assert incoming.run.acts.count() >= 2
        if incoming.delivery is not None and incoming.state not in {"returned", "terminated"}:
            assert incoming.delivery.state == DeliveryState.SIGNED
        if incoming.state == "returned" and incoming.delivery is not None:
            assert incoming.delivery.state == DeliveryState.RETURNED
    assert_runs_sound(Run.objects.filter(version__gt=0))
    assert_deadlines_sound()
