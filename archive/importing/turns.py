"""A batch is worked in turns, a job each, so that a long one lets others through and a killed one loses a row's work at most."""

from archive.importing.models import Batch
from office.api import enqueue


def ask_for_a_turn(batch: Batch) -> Batch:
    """Enqueue the next job of a batch that its action holds locked."""
    from archive.importing.tasks import import_rows  # noqa: PLC0415 - the task calls the actions that ask for its next turn

    batch.turn += 1
    batch.save(update_fields=["turn"])
    enqueue(import_rows, str(batch.uid), batch.turn, key=f"import:{batch.uid}:{batch.turn}")
    return batch
