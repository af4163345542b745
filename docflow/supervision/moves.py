"""一项任务、一次反馈、一次延期的去向: which act is possible in which state, and what comes of it. Pure.

Buttons are drawn from the same tables that guard the acts, so that a button and its gate cannot disagree.
"""

from collections.abc import Mapping

ISSUED, UNDER_WAY, PROPOSED, VERIFIED = "issued", "under_way", "proposed", "verified"
WRITTEN, SIGNED, ACCEPTED, RETURNED, DECLINED = "written", "signed", "accepted", "returned", "declined"
ASKED, AGREED, GRANTED, REFUSED, LAPSED = "asked", "agreed", "granted", "refused", "lapsed"

Moves = Mapping[tuple[str, str], str]

PART: Moves = {
    ("sign_for", ISSUED): UNDER_WAY,
    ("feed_back", UNDER_WAY): UNDER_WAY,
    ("ask_extension", ISSUED): ISSUED,
    ("ask_extension", UNDER_WAY): UNDER_WAY,
    ("propose", UNDER_WAY): PROPOSED,
    ("verify", PROPOSED): VERIFIED,
    ("send_back", PROPOSED): UNDER_WAY,
    ("send_back", VERIFIED): UNDER_WAY,
}
"""One unit's part: 待签收, 承办中, 已报办结, 已核实. It is sent back while its matter is open, also after it was verified."""

STAGE: Moves = {
    ("endorse", WRITTEN): SIGNED,
    ("decline", WRITTEN): DECLINED,
    ("accept", SIGNED): ACCEPTED,
    ("send_back", SIGNED): RETURNED,
}
"""A feedback of a period: written, signed by the unit's leader, then accepted or sent back (退办)."""

FINAL: Moves = {**STAGE, ("send_back", ACCEPTED): RETURNED}
"""The one that proposes 办结: the leader who closes a key matter may still send it back."""

EXTENSION: Moves = {
    ("agree", ASKED): AGREED,
    ("decline", ASKED): DECLINED,
    ("grant", AGREED): GRANTED,
    ("refuse", AGREED): REFUSED,
    ("lapse", ASKED): LAPSED,
    ("lapse", AGREED): LAPSED,
}
"""申请 by the unit, 同意 of its leader, decision of the supervisor. Of a part that was done meanwhile, nothing is decided any more."""

PART_WAITS = (ISSUED, UNDER_WAY)
"""While a part stands there, its unit has something to do."""
FEEDBACK_WAITS = (WRITTEN, SIGNED)
EXTENSION_WAITS = (ASKED, AGREED)


def is_possible(moves: Moves, act: str, state: str) -> bool:
    return (act, state) in moves


def after(moves: Moves, act: str, state: str) -> str:
    """The state that an act leads to. Raises KeyError where it is not possible: ask first."""
    return moves[act, state]
