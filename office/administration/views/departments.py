"""处室的表单。"""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from office.administration import policy
from office.administration.actions import departments as acts
from office.administration.actions.found_organ import next_order
from office.administration.forms import ActForm, DepartmentForm, ReasonForm
from office.administration.taking import mark
from office.administration.views.asking import administrator, ask, filled, of_organ


@require_http_methods(["GET", "POST"])
def open_department(request: HttpRequest, uid: UUID) -> HttpResponse:
    """设立处室。"""
    by = administrator(request)
    organ = policy.organ(uid, by=by)
    policy.capacity(by, organ, policy.SYSTEM)
    return ask(
        request,
        filled(DepartmentForm, request),
        of_organ(organ, f"在{organ}设立处室", "设立处室"),
        lambda given: acts.open_department(uid, by=by, **given),
        done=lambda made: f"已设立{made.name}。可接着设岗位。",
    )


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """修改处室。"""
    by = administrator(request)
    there = policy.department(uid, by=by)
    policy.capacity(by, there.organ, policy.SYSTEM)
    initial = {name: getattr(there, name) for name in acts.FIELDS}

    def act(given: dict[str, Any]) -> Any:
        if given["order"] is None:
            given["order"] = next_order(there.organ.departments.exclude(pk=there.pk))
        return acts.edit_department(uid, by=by, seen=request.POST.get("seen", ""), **given)

    return ask(
        request,
        filled(DepartmentForm, request, initial=initial),
        of_organ(there.organ, f"修改{there.name}", "保存修改", seen=mark(there, *acts.FIELDS)),
        act,
        done=lambda made: f"{made.name}已修改，原来的名称留在操作轨迹里。",
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, uid: UUID) -> HttpResponse:
    """撤销处室。"""
    by = administrator(request)
    there = policy.department(uid, by=by)
    policy.capacity(by, there.organ, policy.SYSTEM)
    said = "处室和它的岗位不再出现在机构人员里，历史照旧。还有人任职时不能撤销；以后可以恢复。"
    return ask(
        request,
        filled(ReasonForm, request),
        of_organ(there.organ, f"撤销{there.organ}的{there.name}？", "撤销处室", said=said, stay="保留处室", grave=True),
        lambda given: acts.close_department(uid, by=by, **given),
        done=lambda made: f"{made.name}已撤销。",
    )


@require_http_methods(["GET", "POST"])
def reopen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """恢复处室。"""
    by = administrator(request)
    there = policy.department(uid, by=by)
    policy.capacity(by, there.organ, policy.SYSTEM)
    return ask(
        request,
        filled(ActForm, request),
        of_organ(there.organ, f"恢复{there.name}？", "恢复处室", said="它的岗位随后逐个恢复。", stay="不恢复"),
        lambda given: acts.reopen_department(uid, by=by, **given),
        done=lambda made: f"{made.name}已恢复。",
    )
