"""立全宗。"""

from uuid import UUID

from archive.models import Fonds
from office.api import Actor, Organ, action, record
from office.kernel.refusals import Invalid

LONGEST = 20  # characters of a 全宗号


@action
def open_fonds(organ: Organ, code: str, *, by: Actor | None, key: UUID) -> Fonds:
    """立全宗：the records of an organ get a 全宗号 of their own; the fonds that an organ has stays as it is. Raises Invalid."""
    if not code or len(code) > LONGEST:
        raise Invalid(f"全宗号写1至{LONGEST}个字，如J001。", field="code")
    row = Fonds(organ=organ, code=code, name=organ.name, constituting_unit=organ.name)
    Fonds.objects.bulk_create([row], ignore_conflicts=True)  # another may open it at the same moment
    there = Fonds.objects.select_related("organ").filter(organ=organ).first()
    if there is None:
        raise Invalid(f"全宗号“{code}”已由别的机关使用。请另写一个全宗号。", field="code")
    if there.uid == row.uid:
        record(by, "importing.fonds_opened", stream=f"fonds:{row.uid}", title=f"{code} {organ.name}", code=code)
    return there
