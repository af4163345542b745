"""编辑与合编：the editor's words are the item's, those of the units stay beside it as they were."""

from collections.abc import Sequence
from uuid import UUID

from docflow.briefs import policy
from docflow.briefs.actions.issuing import restate
from docflow.briefs.actions.saying import note, refuse_closed, refuse_done, title_and_text
from docflow.briefs.actions.take import close, put_into
from docflow.briefs.models import Brief, BriefState, Item
from docflow.briefs.moves import ISSUED, SIGNED, TO_SIGN
from office.api import Actor, action
from office.kernel import crash
from office.kernel.clock import now
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.wording import moment_in_words

LONGEST_TITLE, LONGEST_TEXT = 120, 12000
MOST_SOURCES = 20


@action
def edit(item_uid: UUID, title: str, text: str, version: int, *, by: Actor, key: UUID) -> Item:
    """保存编辑：`version` is the one that the page showed; on an older one nothing is saved."""
    item = policy.items.take(item_uid, by=by)
    editor = policy.items.ask_editor(item, by=by)
    refuse_closed(item)
    _refuse_at_signing(item)
    if version != item.version:
        who, at = item.edited_names.get("name", ""), moment_in_words(item.edited_at)
        raise SomebodyWasFirst(f"没有保存：{who}{at}已先改了这件稿件。您的文字还在下方，请比对后合并再保存。")
    item.title, item.text = title_and_text(title, text, LONGEST_TITLE, LONGEST_TEXT)
    _changed(item, by=editor)
    note(item, "edited", f"第{item.version}稿", by=editor)
    return item


@action
def merge(item_uid: UUID, brief_uids: Sequence[UUID], *, by: Actor, key: UUID) -> Item:
    """合编：other briefs become sources of the item, and their words are put below its own, for the editor to make one text of.

    They may just have come in, or be in hand as items of his own that are in no issue; those items are closed.
    """
    item = policy.items.take(item_uid, by=by)
    editor = policy.items.ask_editor(item, by=by)
    refuse_closed(item)
    _refuse_at_signing(item)
    if item.entries.filter(issue__state=ISSUED).exists():
        raise NotAllowed("稿件已刊发，不能再并入来稿。请把这条来稿另编一件。")
    wanted = list(dict.fromkeys(brief_uids))
    if not wanted:
        raise Invalid("请选要并进来的来稿。", field="briefs")
    if item.sources.count() + len(wanted) > MOST_SOURCES:
        raise Invalid(f"一件稿件最多由{MOST_SOURCES}条来稿合编。请少选几条。", field="briefs")
    there = set(item.sources.values_list("uid", flat=True))
    joined = [_join(item, uid, by=by, editor=editor, there=there) for uid in wanted]
    crash.point("briefs.merged")
    text = "\n".join([item.text, *filter(None, joined)])
    if len(text) > LONGEST_TEXT:
        raise Invalid(f"合在一起有{len(text)}字，最多{LONGEST_TEXT}字。请先把稿件压缩，或少选几条。", field="briefs")
    item.text = text
    _changed(item, by=editor)
    if item.entries.exists():
        restate(item)
    note(item, "merged", f"并入{len(joined)}条来稿", by=editor)
    return item


def _join(item: Item, brief_uid: UUID, *, by: Actor, editor: Actor, there: set[UUID]) -> str:
    """→ the words that come with it; none where it came along with another of its item. `there`: what the item was made of before."""
    brief = policy.briefs.read(brief_uid, by=by)
    if brief.desk_id != item.desk_id:
        raise Invalid("只能合编同一个工作台的来稿。", field="briefs")
    if brief.uid in there:
        raise SomebodyWasFirst(f"《{brief}》已经在这件稿件里。请刷新页面后再办。")
    if brief.item_id == item.pk:
        return ""
    if brief.state != BriefState.TAKEN or brief.item is None:
        refuse_done(brief, "take")
        put_into(item, brief, by=editor)
        return brief.text
    other = brief.item
    if other.editor.person_id != by.person.pk:
        raise NotAllowed(f"《{brief}》在{other.editor.person.name}手里。请先接手，再合编。")
    if other.entries.exists():
        raise NotAllowed(f"《{brief}》的稿件已编入一期。请先移出，再合编。")
    return _move_all(item, other, by=editor)


def _move_all(item: Item, other: Item, *, by: Actor) -> str:
    """All sources of another item, with its words as they were edited; it is closed."""
    last = max(item.sources.values_list("place", flat=True), default=0)
    for n, brief in enumerate(Brief.objects.filter(item=other).order_by("place"), last + 1):
        brief.item, brief.place = item, n
        brief.save(update_fields=["item", "place"])
    close(other, f"并入“{item}”"[:400], by=by)
    return other.text


def _changed(item: Item, *, by: Actor) -> None:
    item.version += 1
    item.edited_names, item.edited_at = by.names(), now()
    item.save(update_fields=["title", "text", "version", "edited_names", "edited_at"])


def _refuse_at_signing(item: Item) -> None:
    entry = item.entries.filter(issue__state__in=(TO_SIGN, SIGNED)).select_related("issue__periodical").first()
    if entry is not None:
        raise NotAllowed(f"稿件在{entry.issue.periodical}待签发或排印的一期里，内容不动。要改请先把那一期收回。")
