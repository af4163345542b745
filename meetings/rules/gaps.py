"""Gaps between what is taken."""

from collections.abc import Iterable, Iterator

from meetings.rules.slots import Slot


def gaps(within: Slot, taken: Iterable[Slot]) -> Iterator[Slot]:
    """What is free of a span, in its order."""
    at = within.starts_at
    for one in sorted(taken):
        if one.starts_at > at:
            yield Slot(at, min(one.starts_at, within.ends_at))
        at = max(at, one.ends_at)
        if at >= within.ends_at:
            return
    if at < within.ends_at:
        yield Slot(at, within.ends_at)


def nearest(wanted: Slot, within: Slot, taken: Iterable[Slot]) -> Slot | None:
    """The span of the same length, free and as near as can be to the wanted one; None where it fits nowhere."""
    length = wanted.ends_at - wanted.starts_at
    best: Slot | None = None
    for gap in gaps(within, taken):
        if gap.ends_at - gap.starts_at < length:
            continue
        start = min(max(wanted.starts_at, gap.starts_at), gap.ends_at - length)
        found = Slot(start, start + length)
        if best is None or abs(found.starts_at - wanted.starts_at) < abs(best.starts_at - wanted.starts_at):
            best = found
    return best
