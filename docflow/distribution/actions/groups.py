"""编分组、删分组。"""

from collections.abc import Sequence
from uuid import UUID

from django.db import IntegrityError, transaction

from docflow.distribution import policy
from docflow.distribution.models import AddresseeGroup, GroupMember
from office.api import Actor, Organ, action, record
from office.kernel.refusals import Invalid, NotThere


@action
def save_group(group_uid: UUID | None, *, name: str, organs: Sequence[UUID], by: Actor, key: UUID) -> AddresseeGroup:
    """编分组：a named list of organs, of the clerk's own organ; `group_uid` None makes a new one."""
    group = policy.groups.take(group_uid, by=by) if group_uid else AddresseeGroup(organ=policy.groups.home(by))
    if not name.strip():
        raise Invalid("请给分组起个名称，分发时按名称选。", field="name")
    members = {one.uid: one for one in Organ.objects.filter(uid__in=organs)}
    if len(members) != len(set(organs)):
        raise NotThere("所选的单位")
    if not members:
        raise Invalid("分组里还没有单位。请勾选后再保存。", field="organ")
    group.name = name.strip()
    try:
        with transaction.atomic():
            group.save()
    except IntegrityError as error:
        raise Invalid(f"本机关已有分组“{group.name}”。请换个名称。", field="name") from error
    group.members.all().delete()
    in_order = sorted(members.values(), key=lambda one: (one.level, one.order, one.pk))
    GroupMember.objects.bulk_create(
        GroupMember(group=group, organ=one, order=place) for place, one in enumerate(in_order)
    )
    record(by, "distribution.group_saved", stream=f"group:{group.uid}", title=group.name, organs=len(in_order))
    return group


@action
def remove_group(group_uid: UUID, *, by: Actor, key: UUID) -> None:
    """删分组：what was sent to its organs is untouched."""
    group = policy.groups.take(group_uid, by=by)
    record(by, "distribution.group_removed", stream=f"group:{group.uid}", title=group.name)
    group.delete()
