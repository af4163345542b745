"""写批注、删批注：the reader's own."""

from uuid import UUID

from meetings.materials.models import Note
from meetings.materials.models.notes import Mark
from meetings.materials.policy import materials
from office.api import Actor, action
from office.kernel.refusals import Invalid, NotThere
from office.kernel.text import clean_text

LONGEST, MOST = 500, 300
LAST_PAGE = 10_000


@action
def write_note(material_uid: UUID, page: int, text: str, mark: Mark | None = None, *, by: Actor, key: UUID) -> Note:
    """写批注：on a page of the version that is read now. Nobody is told, and nothing of it stands in any record. Raises NotThere, NotAllowed, Invalid."""
    seen = materials.to_read(material_uid, by=by)
    said = clean_text(text, "批注", LONGEST, field="text")
    if not said and mark is None:
        raise Invalid("没有记下：请写批注，或标出位置。", field="text")
    if not 1 <= page <= LAST_PAGE:
        raise Invalid("没有记下：请写这份材料里的页码。", field="page")
    if mark is not None and not mark.lies_on_the_page:
        raise Invalid("没有记下：标出的位置不在页上。四个数都按百分比，左加宽、上加高不超过100。", field="x")
    mine = Note.objects.filter(material=seen.material, person=by.person)
    if mine.count() >= MOST:
        raise Invalid(f"没有记下：一份材料最多{MOST}条批注。请先删去不用的。", field="text")
    place = {"x": mark.x, "y": mark.y, "wide": mark.wide, "high": mark.high} if mark is not None else {}
    return Note.objects.create(
        material=seen.material, version=seen.material.version, person=by.person, page=page, text=said, **place
    )


@action
def remove_note(note_uid: UUID, *, by: Actor, key: UUID) -> None:
    """删批注：gone for good. Raises NotThere for anybody else's."""
    gone, _ = Note.objects.filter(uid=note_uid, person=by.person).delete()
    if not gone:
        raise NotThere("该批注")
