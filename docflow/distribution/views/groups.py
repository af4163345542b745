"""收文单位分组：the lists of organs that a clerk sends to together."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from docflow.distribution import policy
from docflow.distribution.actions.groups import remove_group, save_group
from docflow.distribution.forms import GroupForm
from docflow.distribution.models import AddresseeGroup, GroupMember
from docflow.distribution.selectors.addressing import reachable_from
from docflow.distribution.views.choices import by_level
from office.api import actor_for, key_of
from office.kernel.refusals import Refusal


@require_GET
def group_list(request: HttpRequest) -> HttpResponse:
    """The groups of the organs whose clerk he is."""
    by = actor_for(request)
    policy.groups.home(by)
    rows = policy.groups.readable(by).annotate(size=Count("members")).order_by("organ", "order", "pk")
    return render(request, "distribution/pages/groups.html", {"groups": rows})


@require_http_methods(["GET", "POST"])
def group_page(request: HttpRequest, uid: UUID | None = None) -> HttpResponse:
    """One group, or a new one: its name and its organs."""
    by = actor_for(request)
    group = policy.groups.read(uid, by=by) if uid else AddresseeGroup(organ=policy.groups.home(by))
    if request.method != "POST":
        return _answer(request, group)
    form = GroupForm(request.POST)
    if not form.is_valid():
        return _answer(request, group, form=form, status=422)
    given = form.cleaned_data
    try:
        saved = save_group(uid, name=given["name"], organs=given["organ"], by=by, key=given["key"])
    except Refusal as refusal:
        return _answer(request, group, form=form, refusal=refusal, status=refusal.status)
    messages.success(request, f"已保存分组“{saved}”。")
    return redirect("distribution:groups")


@require_POST
def group_remove(request: HttpRequest, uid: UUID) -> HttpResponse:
    """删分组。"""
    remove_group(uid, by=actor_for(request), key=key_of(request))
    messages.success(request, "已删去分组，发出的公文不受影响。")
    return redirect("distribution:groups")


def _answer(
    request: HttpRequest,
    group: AddresseeGroup,
    *,
    form: GroupForm | None = None,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    held = GroupMember.objects.filter(group__uid=group.uid).values_list("organ__uid", flat=True)
    picked = set(request.POST.getlist("organ")) if form is not None else {str(uid) for uid in held}
    context = {
        "group": group,
        "levels": by_level(reachable_from(group.organ), "organ", picked),
        "name": form["name"].value() if form is not None else group.name,
        "form": form,
        "refusal": refusal,
    }
    return render(request, "distribution/pages/group.html", context, status=status)
