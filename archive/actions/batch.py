"""Many at once: each is an act of its own, so that one that cannot be done keeps no other from being done."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID, uuid5

from archive.models import Record
from office.kernel.refusals import Invalid, Refusal

MOST_AT_ONCE = 200


@dataclass
class Batch:
    """What came of many: those that were done, and each that was not with its sentence."""

    done: list[Record] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)


def do_each(uids: Iterable[UUID], deed: Callable[[UUID, UUID], Record], *, doing: str, key: UUID) -> Batch:
    """`deed(uid, its own key)` for each. Raises Invalid for none and for too many."""
    wanted = list(dict.fromkeys(uids))
    if not wanted:
        raise Invalid(f"没有{doing}：还没有选档案。请勾选后再{doing}。")
    if len(wanted) > MOST_AT_ONCE:
        raise Invalid(f"没有{doing}：一次最多{MOST_AT_ONCE}件，选了{len(wanted)}件。请分几次办。")
    batch = Batch()
    for uid in wanted:
        try:
            done = deed(uid, uuid5(key, str(uid)))
        except Refusal as refusal:
            batch.passed_over.append(refusal.sentence)
        else:
            batch.done.append(done)
    return batch
