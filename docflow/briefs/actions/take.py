"""接收、接手、退改、不采用：what an editor does with what came in, before it is edited."""

from uuid import UUID

from docflow.briefs import moves, policy
from docflow.briefs.actions.saying import note, reason, refuse_closed, refuse_done
from docflow.briefs.actions.submit import give_back, writers_of
from docflow.briefs.asking import edit_task, is_waited_for, stop_waiting, take_task, tell, wait_for
from docflow.briefs.models import Brief, BriefState, Item
from office.api import Actor, action, change_holders, grant
from office.kernel.clock import now
from office.kernel.refusals import NotAllowed, SomebodyWasFirst


@action
def take(brief_uid: UUID, *, by: Actor, key: UUID) -> Item:
    """接收：one editor has it, and may change a copy of its words. The second who tries is told who."""
    brief = policy.briefs.take(brief_uid, by=by)
    editor = policy.ask_editor(brief.desk, by=by)
    refuse_done(brief, "take")
    item = Item.objects.create(
        desk=brief.desk,
        title=brief.title,
        text=brief.text,
        editor=editor.appointment,
        names=editor.names(),
        edited_names=editor.names(),
    )
    grant(item.uid, *policy.keys_of_desk(brief.desk), why=policy.WHY_DESK)
    put_into(item, brief, by=editor)
    note(item, "taken", brief.unit_name, by=editor)
    wait_for(item, edit_task(item), "编辑稿件", [editor.appointment], by=editor)
    return item


@action
def take_over(item_uid: UUID, *, by: Actor, key: UUID) -> Item:
    """接手：another editor goes on with it; who had it is told."""
    item = policy.items.take(item_uid, by=by)
    editor = policy.ask_editor(item.desk, by=by)
    refuse_closed(item)
    if item.editor.person_id == editor.person.pk:
        raise SomebodyWasFirst("这件稿件已经在您手里。")
    before = item.editor
    item.editor, item.names = editor.appointment, editor.names()
    item.save(update_fields=["editor", "names"])
    if is_waited_for(edit_task(item)):  # in an issue it waits for nobody
        change_holders("briefs", edit_task(item), [editor.appointment])
    note(item, "taken_over", f"原由{before.person.name}编辑", by=editor)
    tell(item, [before], f"“{item}”已由{editor.person.name}接手", by=editor)
    return item


@action
def send_back(item_uid: UUID, brief_uid: UUID, said: str, *, by: Actor, key: UUID) -> Item:
    """退改：one source of an item goes back to its unit, with why. An item that has no other is closed."""
    item = policy.items.take(item_uid, by=by)
    editor = policy.items.ask_editor(item, by=by)
    refuse_closed(item)
    brief = source_of(item, brief_uid)
    if item.entries.exists():
        raise NotAllowed("稿件已编入一期。请先从那一期移出，再退改。")
    refuse_done(brief, "send_back")
    words = reason(said, "退改理由", "请写明要补什么、改什么，报送单位照它修改。")
    give_back(brief, words, by=editor)
    note(brief, "returned", words, by=editor)
    if not item.sources.exists():
        close(item, f"退{brief.unit_name}修改", by=editor)
    return item


@action
def drop(item_uid: UUID, said: str, *, by: Actor, key: UUID) -> Item:
    """不采用：with why, which the units read."""
    item = policy.items.take(item_uid, by=by)
    editor = policy.items.ask_editor(item, by=by)
    refuse_closed(item)
    if item.entries.exists():
        raise NotAllowed("稿件已编入一期。请先从那一期移出，再办不采用。")
    words = reason(said, "不采用的理由", "请写明为什么不采用，报送单位看得到。")
    for brief in item.sources.select_related("organ", "department", "by__person"):
        brief.state, brief.said, brief.said_names = BriefState.UNUSED, words, editor.names()
        brief.save(update_fields=["state", "said", "said_names"])
        note(brief, "dropped", words, by=editor)
        tell(brief, writers_of(brief), f"《{brief}》没有采用", by=editor, body=words)
    close(item, f"不采用：{words}"[:400], by=editor)
    return item


def put_into(item: Item, brief: Brief, *, by: Actor) -> None:
    """A brief that came in becomes a source of an item, the last one."""
    last = max(item.sources.values_list("place", flat=True), default=0)
    brief.state = moves.after(moves.BRIEF, "take", brief.state)
    brief.item, brief.place = item, last + 1
    brief.save(update_fields=["state", "item", "place"])
    stop_waiting(take_task(brief), why="已接收", by=by)
    note(brief, "taken", "", by=by)


def source_of(item: Item, brief_uid: UUID) -> Brief:
    """One of its sources. Raises SomebodyWasFirst where it is one no more."""
    rows = item.sources.select_related("desk__organ", "organ", "department", "by__person", "item")
    found = rows.filter(uid=brief_uid).first()
    if found is None:
        raise SomebodyWasFirst("这条来稿已不在这件稿件里。请刷新页面后再办。")
    return found


def close(item: Item, why: str, *, by: Actor) -> None:
    """Nobody edits it any more."""
    item.closed_at, item.closed_why = now(), why
    item.save(update_fields=["closed_at", "closed_why"])
    stop_waiting(edit_task(item), why=why[:100], by=by)
    note(item, "closed", why, by=by)
