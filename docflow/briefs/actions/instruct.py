"""记批示."""

from uuid import UUID

from docflow.briefs import policy
from docflow.briefs.actions.giving import give_for_instruction
from docflow.briefs.actions.saying import note, refuse_frozen
from docflow.briefs.actions.submit import writers_of
from docflow.briefs.asking import tell
from docflow.briefs.models import Instruction, Issue, Rank
from docflow.secrecy import refuse_marked
from office.api import Actor, action
from office.kernel.refusals import Invalid, NotThere, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text


@action
def instruct(issue_uid: UUID, entry_uid: UUID, leader: str, rank: str, text: str, *, by: Actor, key: UUID) -> Issue:
    """记批示：what a leader wrote on an item of an issue that is out; its units are told, and it counts for them."""
    issue = policy.issues.take(issue_uid, by=by)
    editor = policy.ask_editor(issue.periodical.desk, by=by)
    refuse_frozen(issue, "instruct")
    entry = issue.entries.select_related("item", "issue__periodical__desk").filter(uid=entry_uid).first()
    if entry is None:
        raise NotThere("这一条")
    who = clean_line(leader, "批示领导", 60, field="leader")
    words = clean_text(text, "批示内容", 1000, field="words")
    if not who or not words:
        raise Invalid("请写明是哪位领导批示，批了什么。", field="leader" if not who else "words")
    if rank not in Rank.values:
        raise Invalid("请选主要领导或其他领导。", field="rank")
    refuse_marked(words)
    if entry.instructions.filter(leader=who, text=words).exists():
        raise SomebodyWasFirst(f"{who}的这条批示已经记过，不用再记。")
    instruction = Instruction.objects.create(entry=entry, leader=who, rank=rank, text=words, names=editor.names())
    scores = give_for_instruction(instruction)
    note(issue, "instructed", f"{who}：{words}", by=editor)
    for brief in entry.item.sources.select_related("organ", "department", "by__person"):
        said = "；".join(one.words for one in scores if one.brief_id == brief.pk)
        tell(brief, writers_of(brief), f"《{brief}》有{who}批示", by=editor, body=f"{words}\n{said}".strip())
    return issue
