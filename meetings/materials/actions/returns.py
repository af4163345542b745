"""纸质件的收回登记。"""

from collections.abc import Sequence
from uuid import UUID

from meetings.materials.models import Copy, Material
from meetings.materials.policy import materials
from meetings.materials.recording import record_act
from office.api import Actor, action
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst


@action
def register_returns(material_uid: UUID, copies: Sequence[UUID], *, by: Actor, key: UUID) -> Material:
    """登记收回：these copies on paper are back. Raises NotThere for one of another material, SomebodyWasFirst where all are back already."""
    material, meeting, organiser = materials.take(material_uid, by=by)
    rows = _copies(material, copies)
    waiting = [one for one in rows if one.returned_at is None]
    if not waiting:
        raise SomebodyWasFirst("没有登记：所选的已经登记过收回。请刷新页面看最新情况。")
    for one in waiting:
        one.returned_at, one.returned_names = now(), organiser.names()
    Copy.objects.bulk_update(waiting, ["returned_at", "returned_names"])
    crash.point("materials.returned")
    record_act(organiser, "returned", material, meeting, opinion=_said(waiting))
    return material


@action
def withdraw_return(material_uid: UUID, copy_uid: UUID, *, by: Actor, key: UUID) -> Material:
    """撤销登记：it was not back after all."""
    material, meeting, organiser = materials.take(material_uid, by=by)
    (one,) = _copies(material, [copy_uid])
    if one.returned_at is None:
        raise SomebodyWasFirst("没有撤销：这一份没有登记收回。请刷新页面看最新情况。")
    one.returned_at, one.returned_names = None, {}
    one.save(update_fields=["returned_at", "returned_names"])
    record_act(organiser, "not_returned", material, meeting, opinion=_said([one]))
    return material


def _copies(material: Material, uids: Sequence[UUID]) -> list[Copy]:
    if not material.is_numbered:
        raise NotAllowed("没有登记：只有编号材料登记收回。")
    if not uids:
        raise Invalid("没有登记：请先勾选收回的是哪几份。", field="copy")
    rows = list(material.copies.filter(uid__in=uids).order_by("number"))
    if len(rows) != len(set(uids)):
        raise NotThere("所选的份数")
    return rows


def _said(rows: Sequence[Copy]) -> str:
    shown = "、".join(str(one.number) for one in rows[:20])
    return f"第{shown}份" if len(rows) <= 20 else f"第{shown}份等{len(rows)}份"
