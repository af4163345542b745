"""What every act of the room says the same way: reasons that must be given, refusals of what comes too late, the trail."""

from typing import Any

from docflow.briefs import moves
from docflow.briefs.models import Brief, BriefRequest, Issue, Item
from docflow.secrecy import refuse_marked
from office.api import Actor, record
from office.kernel.refusals import Invalid, NotAllowed, SomebodyWasFirst
from office.kernel.text import clean_line, clean_text
from office.kernel.wording import moment_in_words

LONGEST_WORDS = 400


def reason(said: str, what: str, ask: str) -> str:
    """In one line; asked for where it is missing."""
    words = clean_text(said, what, LONGEST_WORDS, field="reason")
    if not words:
        raise Invalid(ask, field="reason")
    return words


def title_and_text(title: str, text: str, longest_title: int, longest_text: int) -> tuple[str, str]:
    """Both fit to be kept, neither empty, neither marked as a secret."""
    line = clean_line(title, "标题", longest_title, field="title")
    body = clean_text(text, "正文", longest_text, field="text")
    if not line:
        raise Invalid("请写标题。", field="title")
    if not body:
        raise Invalid("请写正文。", field="text")
    for words in (line, body):
        refuse_marked(words)
    return line, body


def refuse_done(brief: Brief, act: str) -> None:
    """Raise where an act on a brief comes too late, or too early, with how it stands."""
    if moves.is_possible(moves.BRIEF, act, brief.state):
        return
    item = brief.item
    if item is not None:
        who, at = item.names.get("name", ""), moment_in_words(item.at)
        raise SomebodyWasFirst(f"《{brief}》已由{who}于{at}接收，现在是“{brief.get_state_display()}”。")
    raise SomebodyWasFirst(f"《{brief}》现在是“{brief.get_state_display()}”，不能再这样办。请刷新页面看它到了哪一步。")


def refuse_frozen(issue: Issue, act: str) -> None:
    """Raise where an issue is past the state in which that may be done."""
    if moves.is_possible(moves.ISSUE, act, issue.state):
        return
    if issue.signed_at is not None:
        who, at = issue.signed_names.get("name", ""), moment_in_words(issue.signed_at)
        raise SomebodyWasFirst(f"{issue}已由{who}于{at}签发，不能再改。")
    if issue.state == moves.TO_SIGN:
        who = issue.signer.person.name if issue.signer is not None else ""
        raise SomebodyWasFirst(f"{issue.periodical}这一期已送{who}签发，签发前内容不动。要改请先收回。")
    raise NotAllowed(f"{issue.periodical}这一期现在是“{issue.get_state_display()}”，不能这样办。")


def refuse_closed(item: Item) -> None:
    if item.closed_at is not None:
        raise SomebodyWasFirst(f"这件稿件已于{moment_in_words(item.closed_at)}了结：{item.closed_why}")


def note(row: Brief | BriefRequest | Item | Issue, act: str, words: str, *, by: Actor | None, **more: Any) -> None:
    """The trail's entry; what happens to a brief, its item and its issue stands in the stream of each."""
    record(
        by,
        f"briefs.{act}",
        stream=f"briefs:{row.uid}",
        about=row.uid,
        title=str(row),
        opinion=words[:LONGEST_WORDS],
        **more,
    )
