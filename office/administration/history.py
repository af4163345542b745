"""What the acts of administration are called, and the streams that they are written in."""

from uuid import UUID

from office.actor import Actor
from office.models.organs import Organ
from office.models.people import Person
from office.trail.writing import record

ACTS = {
    "organ_founded": "设立机关",
    "organ_edited": "修改机关信息",
    "organ_renamed": "机关更名",
    "rename_cancelled": "取消更名",
    "name_taken_up": "启用新名称",
    "organ_closed": "撤并机关",
    "closing_cancelled": "取消撤并",
    "department_opened": "设立处室",
    "department_edited": "修改处室",
    "department_closed": "撤销处室",
    "department_reopened": "恢复处室",
    "post_opened": "设立岗位",
    "post_edited": "修改岗位",
    "post_closed": "撤销岗位",
    "post_reopened": "恢复岗位",
    "administrator_role_given": "授予管理员职责",
    "administrator_role_taken": "收回管理员职责",
    "person_entered": "登记人员",
    "person_edited": "修改人员信息",
    "person_deactivated": "停用账号",
    "person_reactivated": "恢复账号",
    "password_reset": "重设密码",
    "appointed": "任职",
    "appointment_ended": "免职",
    "primary_changed": "改主要任职",
    "handover_opened": "发起待办交接",
}


def record_of_organ(by: Actor | None, act: str, organ: Organ, title: str, reason: str = "", **detail: str) -> None:
    """An act on an organ or on something in it, in the organ's stream; `reason` is what the page of history shows beneath."""
    _record(by, act, f"organ:{organ.uid}", organ.uid, title, reason, detail)


def record_of_person(
    by: Actor | None, act: str, person: Person, title: str = "", reason: str = "", **detail: str
) -> None:
    """The same for a person's account and appointments."""
    _record(by, act, f"person:{person.uid}", person.uid, title or f"{person.name}（{person.login}）", reason, detail)


def _record(
    by: Actor | None, act: str, stream: str, about: UUID, title: str, reason: str, detail: dict[str, str]
) -> None:
    record(by, f"administration.{act}", stream=stream, about=about, title=title, reason=reason, **detail)


def changed(before: dict[str, str], after: dict[str, str]) -> str:
    """名称由“甲科”改为“乙科”；排序由1改为2. Keys are what the fields are called on screen."""
    return "；".join(
        f"{what}由{_quoted(old)}改为{_quoted(after[what])}" for what, old in before.items() if old != after[what]
    )


def _quoted(value: str) -> str:
    return f"“{value}”" if value else "空"
