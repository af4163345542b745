"""设立机关。"""

from datetime import date
from uuid import UUID

from office.acting import action
from office.actor import Actor
from office.administration import credit_code, words
from office.administration.history import record_of_organ
from office.administration.policy import SYSTEM
from office.administration.taking import take_organ, unless_taken
from office.kernel.refusals import Invalid, NotAllowed
from office.kernel.wording import full_day
from office.models.organs import Level, Organ, plant


@action
def found_organ(
    parent_uid: UUID,
    *,
    by: Actor,
    key: UUID,
    name: str,
    short_name: str,
    level: int,
    since: date,
    code: str = "",
    is_government: bool = False,
    order: int | None = None,
) -> Organ:
    """设立机关：a new organ directly below one of his. A village only receives: it has no numbers and no seal."""
    parent, acting = take_organ(parent_uid, by=by, role=SYSTEM)
    refuse_closed(parent)
    fields = {
        "name": words.line(name, "全称", 120, field="name"),
        "short_name": words.line(short_name, "简称", 60, field="short_name"),
        "level": _below(parent, level, is_government=is_government),
        "code": code_taken(code),
        "is_government": is_government,
        "is_receiving_point": level == Level.VILLAGE,
        "order": next_order(parent.children.all()) if order is None else order,
        "since": words.day(since, "设立日期", field="since"),
    }
    refuse_name_in_use(str(fields["name"]))
    with unless_taken("已有机关用这个统一社会信用代码。请对照登记证书核对。", field="code"):
        organ = plant(parent, **fields)
    reason = f"隶属{parent.name}，{full_day(since)}设立"
    record_of_organ(acting, "organ_founded", organ, organ.name, reason, parent=str(parent.uid), code=organ.code or "")
    return organ


def code_taken(code: str) -> str | None:
    """A 统一社会信用代码 that holds, or none. Raises Invalid."""
    code = code.strip().upper()
    if code and (wrong := credit_code.flaw(code)):
        raise Invalid(wrong, field="code")
    return code or None


def refuse_name_in_use(name: str, *, beside: Organ | None = None) -> None:
    """Raises Invalid: two open organs of one full name could not be told apart on a document."""
    same = Organ.objects.open().filter(name=name)
    if (same if beside is None else same.exclude(pk=beside.pk)).exists():
        raise Invalid(f"已有机关叫“{name}”。请写能与它分清的全称。", field="name")


def refuse_closed(organ: Organ) -> None:
    """Raises NotAllowed: nothing new begins in an organ that has been merged, or whose end is fixed."""
    if organ.closed_on is not None:
        raise NotAllowed(f"{organ}已定于{full_day(organ.closed_on)}撤并，不能再增改。请在承接的机关办理。")


def next_order(siblings: object) -> int:
    """The place after the last."""
    last = siblings.order_by("-order").values_list("order", flat=True).first()  # type: ignore[attr-defined] # any queryset with an order
    return 0 if last is None else last + 1


def _below(parent: Organ, level: int, *, is_government: bool) -> int:
    """A bureau has the level of the government that it belongs to; a government, and a village, are lower than what is above them."""
    if level not in Level.values:
        raise Invalid("请选择层级。", field="level")
    if parent.level == Level.VILLAGE:
        raise Invalid("村级之下不再设机关。", field="level")
    lowest_first = is_government or level == Level.VILLAGE
    if level < parent.level or (lowest_first and level == parent.level):
        what = "人民政府的层级须低于上级机关" if lowest_first else "层级不能高于上级机关"
        raise Invalid(f"{what}：{parent}是{parent.get_level_display()}。", field="level")
    return level
