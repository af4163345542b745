"""承接：an organ that was merged is no more, and its business is its successor's. Whoever holds a role in the successor holds it for both."""

from collections.abc import Iterable
from datetime import date

from office.kernel.clock import today
from office.models.organs import Organ, OrganSuccession


def carried_on_by(organs: Iterable[int], day: date | None = None) -> dict[int, list[Organ]]:
    """For each of these organs (its row key), those whose business it goes on with: what was merged into it, and into that before."""
    found: dict[int, list[Organ]] = {}
    reached = {key: {key} for key in organs}  # an organ, and of those asked for, into which it came at last
    while reached:
        rows = OrganSuccession.objects.filter(successor__in=reached, on__lte=day or today()).select_related("former")
        further: dict[int, set[int]] = {}
        for line in rows.order_by("on", "pk"):
            for heir in reached[line.successor_id]:
                if line.former not in found.setdefault(heir, []):
                    found[heir].append(line.former)
                    further.setdefault(line.former_id, set()).add(heir)
        reached = further
    return found


def heirs_of(organ: Organ) -> list[Organ]:
    """The organs that go on with its business today: itself while it is there; nobody asks the database then."""
    heirs, waiting, seen = [], [organ], {organ.pk}
    while waiting:
        one = waiting.pop(0)
        if not one.is_closed:
            heirs.append(one)
            continue
        for line in one.successions.select_related("successor").order_by("on", "pk"):
            if line.successor_id not in seen:
                seen.add(line.successor_id)
                waiting.append(line.successor)
    return heirs
