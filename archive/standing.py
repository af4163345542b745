"""Where a record stands: what may be done with it there, and what is said when somebody came first."""

from archive.models import Record, State
from office.kernel.refusals import Invalid, SomebodyWasFirst
from office.kernel.wording import moment_in_words

LONGEST_REASON = 400

MOVES: dict[str, frozenset[State]] = {
    "归档": frozenset({State.ARRANGING}),
    "著录": frozenset({State.ARRANGING}),
    "定为不归档": frozenset({State.ARRANGING}),
    "改为归档": frozenset({State.LEFT_OUT}),
    "重新检测": frozenset({State.REFUSED, State.WAITING}),
    "重新整理": frozenset({State.REFUSED, State.WAITING}),
    "判定": frozenset({State.WAITING}),
    "退回": frozenset({State.ARRANGING, State.REFUSED, State.WAITING, State.FILED}),
    "送归档": frozenset({State.RETURNED}),
}
"""A verb, and the states in which it may be done: buttons are drawn from the same table that guards the act."""


def may(doing: str, item: Record) -> bool:
    return item.state in MOVES[doing]


def ask(doing: str, item: Record) -> None:
    """Raise SomebodyWasFirst, saying how it stands now, by whom and since when."""
    if not may(doing, item):
        raise SomebodyWasFirst(f"没有{doing}：{stands(item)}。请刷新页面看最新情况。")


def stands(item: Record) -> str:
    """《…》已由白松涛于今天 10:30定为30年，现在是“检测中”."""
    words = f"《{item}》"
    if item.confirmed_by is not None and item.confirmed_at is not None and item.state != State.LEFT_OUT:
        words += f"已由{item.confirmed_by.person.name}于{moment_in_words(item.confirmed_at)}送归档，"
    return f"{words}现在是“{item.get_state_display()}”"


def reason_given(reason: str, doing: str) -> str:
    """The reason, which must be there: it is kept with the record."""
    reason = reason.strip()
    if not reason:
        raise Invalid(f"没有{doing}：请写明缘由，缘由随档案保存。", field="reason")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"没有{doing}：缘由有{len(reason)}字，最多{LONGEST_REASON}字。请压缩后再办。", field="reason")
    return reason
