"""What a lower room cannot say itself, said by the part that knows all of them: deadlines that an import of the calendar has moved."""

from collections.abc import Sequence

from office.api import Recounted, on_recounted_deadlines
from office.kernel.clock import day_of
from office.kernel.wording import day_in_words
from realtime.api import notify


@on_recounted_deadlines
def tell_holders(import_name: str, recounted: Sequence[Recounted]) -> None:
    """Everybody who holds one of the tasks learns the old day and the new one; a task of many holders is told to each once."""
    for one in recounted:
        if not one.has_moved:
            continue
        limit = one.deadline
        notify(
            one.holders,
            kind="deadline",
            title=f"“{limit.title}”的时限改为{day_in_words(day_of(limit.due_at))}"[:400],
            body=f"原为{day_in_words(day_of(one.from_due_at))}。{import_name}已导入，按新的工作日历重算。",
            url=limit.url,
            about=limit.about,
        )
