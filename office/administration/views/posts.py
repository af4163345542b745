"""岗位的表单，和管理员职责的授予、收回。"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from office.administration import policy
from office.administration.actions import administrator_roles
from office.administration.actions import posts as acts
from office.administration.actions.found_organ import next_order
from office.administration.forms import ActForm, AdministratorRoleForm, PostForm, ReasonForm
from office.administration.taking import mark
from office.administration.views.asking import administrator, ask, filled, of_organ
from office.models.organs import Organ


@require_http_methods(["GET", "POST"])
def open_post(request: HttpRequest, uid: UUID) -> HttpResponse:
    """设立岗位。"""
    by = administrator(request)
    department = policy.department(uid, by=by)
    policy.capacity(by, department.organ, policy.SYSTEM)
    return ask(
        request,
        filled(PostForm, request, departments=_choices(department.organ)),
        of_organ(department.organ, f"在{department.name}设立岗位", "设立岗位"),
        lambda given: acts.open_post(uid, by=by, **_with_uids(given)),
        done=lambda made: f"已设立{made.title}。可接着任命。",
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改岗位。"""
    by = administrator(request)
    there = policy.post(uid, by=by)
    organ = there.department.organ
    policy.capacity(by, organ, policy.SYSTEM)
    roles, charges = acts.held_duties(there)
    initial = {
        "title": there.title,
        "order": there.order,
        "roles": list(roles),
        "in_charge_of": [str(one) for one in charges],
    }

    def act(given: dict[str, Any]) -> Any:
        if given["order"] is None:
            given["order"] = next_order(there.department.posts.exclude(pk=there.pk))
        return acts.edit_post(uid, by=by, seen=request.POST.get("seen", ""), **_with_uids(given))

    plain = bool(policy.administrator_role(there))
    return ask(
        request,
        filled(PostForm, request, initial=initial, departments=_choices(organ), plain=plain),
        of_organ(
            organ,
            f"修改{there.department}的{there.title}",
            "保存修改",
            said="这是管理员岗位，职责由安全保密管理员授予和收回。" if plain else "",
            seen=mark(acts.with_duties(there), *acts.FIELDS),
        ),
        act,
        done=lambda made: f"{made.title}已修改。",
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """撤销岗位。"""
    by = administrator(request)
    there = policy.post(uid, by=by)
    policy.capacity(by, there.department.organ, policy.filled_by(there))
    return ask(
        request,
        filled(ReasonForm, request),
        of_organ(
            there.department.organ,
            f"撤销{there.department}的{there.title}？",
            "撤销岗位",
            said="岗位空着才能撤销；历史照旧，以后可以恢复。",
            stay="保留岗位",
            grave=True,
        ),
        lambda given: acts.close_post(uid, by=by, **given),
        done=lambda made: f"{made.title}已撤销。",
    )


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """恢复岗位。"""
    by = administrator(request)
    there = policy.post(uid, by=by)
    policy.capacity(by, there.department.organ, policy.filled_by(there))
    return ask(
        request,
        filled(ActForm, request),
        of_organ(
            there.department.organ, f"恢复{there.title}？", "恢复岗位", said="职责照旧，可再任命。", stay="不恢复"
        ),
        lambda given: acts.reopen_post(uid, by=by, **given),
        done=lambda made: f"{made.title}已恢复。",
    )


@require_http_methods(["GET", "POST"])
def give_role(request: HttpRequest, uid: UUID) -> HttpResponse:
    """授予管理员职责。"""
    by = administrator(request)
    there = policy.post(uid, by=by)
    policy.capacity(by, there.department.organ, policy.SECURITY)
    return ask(
        request,
        filled(AdministratorRoleForm, request),
        of_organ(there.department.organ, f"授予{there.title}管理员职责", "授予职责"),
        lambda given: administrator_roles.give_administrator_role(uid, by=by, **given),
        done=lambda made: f"{made.title}已有管理员职责。此后由您任免。",
    )


@require_http_methods(["GET", "POST"])
def take_role(request: HttpRequest, uid: UUID) -> HttpResponse:
    """收回管理员职责。"""
    by = administrator(request)
    there = policy.post(uid, by=by)
    policy.capacity(by, there.department.organ, policy.SECURITY)
    said = "任这个岗位的人不再是管理员，立即生效；岗位和任职还在。"
    return ask(
        request,
        filled(ReasonForm, request),
        of_organ(
            there.department.organ,
            f"收回{there.title}的管理员职责？",
            "收回职责",
            said=said,
            stay="保留职责",
            grave=True,
        ),
        lambda given: administrator_roles.take_administrator_role(uid, by=by, **given),
        done=lambda made: f"{made.title}的管理员职责已收回。",
    )


def _choices(organ: Organ) -> list[tuple[str, str]]:
    return [(str(one.uid), one.name) for one in organ.departments.open().order_by("order", "pk")]


def _with_uids(given: dict[str, Any]) -> dict[str, Any]:
    return {**given, "in_charge_of": [UUID(one) for one in given.get("in_charge_of", [])]}
