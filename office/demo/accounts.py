"""demo-accounts.json：with which login one does what, and the password that this installation drew for its demo people."""

import json
import os
from collections import defaultdict
from pathlib import Path
from typing import TypedDict

from office.demo.city import BESIDES, ORGANS
from office.models.people import Role

DOES: dict[Role, str] = {
    Role.LEADER: "签发",
    Role.LEADER_IN_CHARGE: "分管审核",
    Role.HEAD: "核稿 会签",
    Role.OFFICE_REVIEWER: "办公室审核",
    Role.DOCUMENT_CLERK: "复核 编号 分发 收文登记",
    Role.SEAL_KEEPER: "用印",
    Role.ARCHIVIST: "归档 查档",
    Role.FLOW_ADMINISTRATOR: "流程管理",
    Role.SUPERVISOR: "督查督办",
    Role.SYSTEM_ADMINISTRATOR: "系统管理",
    Role.SECURITY_ADMINISTRATOR: "安全保密管理",
    Role.AUDITOR: "安全审计",
}


class Account(TypedDict):
    """One line of the file; `totp` is null, as demo people have no second factor."""

    login: str
    password: str
    name: str
    organ: str
    posts: list[str]
    does: str
    totp: str | None


def accounts(password: str) -> list[Account]:
    """All demo people, in the order of the city."""
    besides = defaultdict(list)
    for held in BESIDES:
        if held.until is None:
            besides[held.login].append(held)
    rows: list[Account] = []
    for organ in ORGANS:
        for department in organ.departments:
            for post in department.posts:
                if (person := post.holder) is None:
                    continue
                roles = [*post.roles, *([Role.LEADER_IN_CHARGE] if post.in_charge_of else [])]
                posts = [f"{organ.short_name} {department.name} {post.title}"]
                for held in besides[person.login]:
                    other = next(one for one in ORGANS if one.name == held.organ)
                    posts.append(f"{other.short_name} {held.department} {held.title}")
                    roles += _roles_of(held.organ, held.department, held.title)
                rows.append(
                    Account(
                        login=person.login,
                        password=password,
                        name=person.name,
                        organ=organ.name,
                        posts=posts,
                        does=" ".join(DOES[role] for role in dict.fromkeys(roles)) or "拟稿",
                        totp=None,
                    )
                )
    return rows


def _roles_of(organ: str, department: str, title: str) -> tuple[Role, ...]:
    return next(
        post.roles
        for plan in ORGANS
        for part in plan.departments
        for post in part.posts
        if (plan.name, part.name, post.title) == (organ, department, title)
    )


def write_accounts(path: Path, rows: list[Account]) -> None:
    """Write the file whole, readable by its owner alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_name(f"{path.name}.{os.getpid()}")
    part.touch(mode=0o600)
    part.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    part.replace(path)
