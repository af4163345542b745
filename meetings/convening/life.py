"""一次会议的去向: which act is possible in which state, and what comes of it. Pure.

草稿 → 待审 → 已审定 → 已通知 → 进行中 → 已结束 → 纪要已发; beside them 延期 and 取消. 报名中 and 已截止 are 已通知 before and after the day by
which it is to be answered: nobody moves a meeting there, the clock does. Buttons are drawn from the same table that guards the acts.
"""

from collections.abc import Mapping
from datetime import datetime

DRAFT, ASKED, APPROVED = "draft", "asked", "approved"
ANNOUNCED, POSTPONED = "announced", "postponed"
RUNNING, ENDED, MINUTED, CANCELLED = "running", "ended", "minuted", "cancelled"

WORDS: Mapping[str, str] = {
    DRAFT: "草稿",
    ASKED: "待审",
    APPROVED: "已审定",
    ANNOUNCED: "已通知",
    POSTPONED: "延期",
    RUNNING: "进行中",
    ENDED: "已结束",
    MINUTED: "纪要已发",
    CANCELLED: "取消",
}

MOVES: Mapping[tuple[str, str], str] = {
    ("submit", DRAFT): ASKED,
    ("take_back", ASKED): DRAFT,
    ("take_back", APPROVED): DRAFT,
    ("approve", ASKED): APPROVED,
    ("send_back", ASKED): DRAFT,
    ("announce", DRAFT): ANNOUNCED,
    ("announce", APPROVED): ANNOUNCED,
    ("postpone", ANNOUNCED): POSTPONED,
    ("reschedule", ANNOUNCED): ANNOUNCED,
    ("reschedule", POSTPONED): ANNOUNCED,
    ("begin", ANNOUNCED): RUNNING,
    ("end", RUNNING): ENDED,
    ("resume", ENDED): RUNNING,
    ("issue_minutes", ENDED): MINUTED,
    **{("cancel", state): CANCELLED for state in (DRAFT, ASKED, APPROVED, ANNOUNCED, POSTPONED)},
}
"""An act that moves a meeting, the state it is done in, the state it leads to. A draft of a kind with an approver is announced only once it is approved."""

OPEN = (DRAFT, ANNOUNCED, POSTPONED)
"""While it stands there its plan may be written: one that was handed in or approved is taken back first."""
PLANNED = (DRAFT, ASKED, APPROVED)
"""Nobody but its organisers and approvers knows of it."""
AHEAD = (*PLANNED, ANNOUNCED, POSTPONED)
"""While it stands there, its agenda and its people may be changed; once it is announced, those concerned are told."""
KNOWN = (ANNOUNCED, POSTPONED, RUNNING, ENDED, MINUTED)
"""Those who are invited see it; of a cancelled one too, once it was announced."""
HELD = (RUNNING, ENDED, MINUTED)
OVER = (ENDED, MINUTED, CANCELLED)


def is_possible(act: str, state: str) -> bool:
    return (act, state) in MOVES


def after(act: str, state: str) -> str:
    """The state that an act leads to. Raises KeyError where it is not possible: ask first."""
    return MOVES[act, state]


def in_words(state: str, reply_by: datetime | None, moment: datetime) -> str:
    """As it is shown: an announced meeting that is to be answered says whether it still can be."""
    if state == ANNOUNCED and reply_by is not None:
        return "报名中" if moment < reply_by else "已截止"
    return WORDS[state]
