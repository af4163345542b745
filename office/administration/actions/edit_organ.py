"""修改机关信息。"""

from uuid import UUID

from office.acting import action
from office.actor import Actor
from office.administration.actions.found_organ import code_taken, refuse_closed
from office.administration.history import changed, record_of_organ
from office.administration.policy import SYSTEM
from office.administration.taking import refuse_if_changed, take_organ, unless_taken
from office.kernel.refusals import Invalid
from office.models.organs import Organ

FIELDS = ("code", "is_government", "order")


@action
def edit_organ(
    uid: UUID, *, by: Actor, key: UUID, seen: str, code: str = "", is_government: bool = False, order: int = 0
) -> Organ:
    """修改机关信息：code, kind and place among its siblings. A name is not edited: it changes from a day on."""
    organ, acting = take_organ(uid, by=by, role=SYSTEM)
    refuse_closed(organ)
    refuse_if_changed(seen, organ, *FIELDS)
    if is_government and organ.parent is not None and organ.level == organ.parent.level:
        raise Invalid(f"与上级机关{organ.parent}同级的机关不是一级人民政府。", field="is_government")
    before = _shown(organ)
    organ.code, organ.is_government, organ.order = code_taken(code), is_government, order
    with unless_taken("已有机关用这个统一社会信用代码。请对照登记证书核对。", field="code"):
        organ.save(update_fields=FIELDS)
    if what := changed(before, _shown(organ)):
        record_of_organ(acting, "organ_edited", organ, organ.name, what)
    return organ


def _shown(organ: Organ) -> dict[str, str]:
    return {
        "统一社会信用代码": organ.code or "",
        "人民政府": "是" if organ.is_government else "否",
        "排序": str(organ.order),
    }
