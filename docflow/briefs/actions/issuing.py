"""编入一期、移出、排次序：an issue in the making."""

from uuid import UUID

from django.db.models import Max

from docflow.briefs import moves, policy
from docflow.briefs.actions.saying import note, refuse_closed, refuse_frozen
from docflow.briefs.asking import edit_task, stop_waiting, wait_for
from docflow.briefs.models import Brief, Entry, Issue, Item, Periodical
from office.api import Actor, action, grant
from office.kernel.refusals import Invalid, NotAllowed, NotThere, SomebodyWasFirst

MOST_ENTRIES = 40
DIRECTIONS = {"up": -1, "down": 1}


@action
def open_issue(periodical_uid: UUID, *, by: Actor, key: UUID) -> Issue:
    """开一期：empty, without a number."""
    periodical = Periodical.objects.select_related("desk__organ").filter(uid=periodical_uid).first()
    if periodical is None or policy.editing(periodical.desk, by=by) is None:
        raise NotThere("该刊物")
    policy.lock_desk(periodical.desk)
    editor = policy.ask_editor(periodical.desk, by=by)
    return _opened(periodical, by=editor)


@action
def adopt(item_uid: UUID, periodical_uid: UUID, *, by: Actor, key: UUID) -> Entry:
    """编入：the item goes to the end of the periodical's issue that is being edited; where there is none, one is opened."""
    item = policy.items.take(item_uid, by=by)
    editor = policy.items.ask_editor(item, by=by)
    refuse_closed(item)
    periodical = item.desk.periodicals.filter(uid=periodical_uid, in_use=True).select_related("desk__organ").first()
    if periodical is None:
        raise Invalid("请选要编入的刊物。", field="periodical")
    issue = periodical.issues.filter(state=moves.EDITING).order_by("pk").first() or _opened(periodical, by=editor)
    if item.entries.filter(issue__periodical=periodical).exists():
        raise SomebodyWasFirst(f"稿件已经编入{periodical}，一件稿件在一个刊物里只登一次。")
    last = issue.entries.aggregate(last=Max("place"))["last"] or 0
    if last >= MOST_ENTRIES:
        raise NotAllowed(f"{periodical}这一期已有{last}条，最多{MOST_ENTRIES}条。请先送签，再编下一期。")
    entry = Entry.objects.create(issue=issue, item=item, place=last + 1)
    restate(item)
    stop_waiting(edit_task(item), why=f"已编入{periodical}", by=editor)
    note(issue, "adopted", str(item), by=editor)
    note(item, "adopted", str(periodical), by=editor)
    return entry


@action
def take_out(issue_uid: UUID, entry_uid: UUID, *, by: Actor, key: UUID) -> Issue:
    """移出一期：until it is sent for signing. The item is in its editor's hands again."""
    issue, entry, editor = _entry(issue_uid, entry_uid, "take_out", by=by)
    item, place = entry.item, entry.place
    entry.delete()
    for later in issue.entries.filter(place__gt=place).order_by("place"):
        later.place -= 1
        later.save(update_fields=["place"])
    restate(item)
    if not item.entries.exists():
        wait_for(item, edit_task(item), "编辑稿件", [item.editor], by=editor)
    note(issue, "taken_out", str(item), by=editor)
    note(item, "taken_out", str(issue.periodical), by=editor)
    return issue


@action
def arrange(issue_uid: UUID, entry_uid: UUID, direction: str, *, by: Actor, key: UUID) -> Issue:
    """上移、下移一条."""
    issue, entry, editor = _entry(issue_uid, entry_uid, "arrange", by=by)
    if direction not in DIRECTIONS:
        raise Invalid("请选上移或下移。")
    other = issue.entries.filter(place=entry.place + DIRECTIONS[direction]).first()
    if other is None:
        raise NotAllowed("已经到头了，不能再移。")
    place, entry.place = entry.place, 0
    entry.save(update_fields=["place"])
    entry.place, other.place = other.place, place
    other.save(update_fields=["place"])
    entry.save(update_fields=["place"])
    note(issue, "arranged", f"{entry.item}移到第{entry.place}条", by=editor)
    return issue


def restate(item: Item) -> None:
    """Its sources stand as the issues that the item is in."""
    states = list(item.entries.values_list("issue__state", flat=True))
    Brief.objects.filter(item=item).update(state=moves.sources_state(states))


def _opened(periodical: Periodical, *, by: Actor) -> Issue:
    if not periodical.in_use:
        raise NotAllowed(f"{periodical}已经停用，不能开新的一期。")
    held = periodical.issues.filter(state=moves.EDITING).first()
    if held is not None:
        raise SomebodyWasFirst(f"{periodical}有一期正在编辑，由{held.names.get('name', '')}开的。请编入那一期。")
    issue = Issue.objects.create(periodical=periodical, editor=by.appointment, names=by.names())
    grant(issue.uid, *policy.keys_of_desk(periodical.desk), why=policy.WHY_DESK)
    note(issue, "issue_opened", str(periodical), by=by)
    return issue


def _entry(issue_uid: UUID, entry_uid: UUID, act: str, *, by: Actor) -> tuple[Issue, Entry, Actor]:
    issue = policy.issues.take(issue_uid, by=by)
    editor = policy.ask_editor(issue.periodical.desk, by=by)
    refuse_frozen(issue, act)
    entry = issue.entries.select_related("item__editor__person").filter(uid=entry_uid).first()
    if entry is None:
        raise SomebodyWasFirst("这一条已经不在这一期里。请刷新页面后再办。")
    return issue, entry, editor
