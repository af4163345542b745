"""一条信息的去向，一期刊物的去向: which act is possible in which state, and what comes of it. Pure.

Buttons are drawn from the same tables that guard the acts, so that a button and its gate cannot disagree.
"""

from collections.abc import Mapping

WRITTEN, SUBMITTED, RETURNED, WITHDRAWN = "written", "submitted", "returned", "withdrawn"
TAKEN, ADOPTED, PUBLISHED, UNUSED = "taken", "adopted", "published", "unused"
EDITING, TO_SIGN, SIGNED, ISSUED = "editing", "to_sign", "signed", "issued"

Moves = Mapping[tuple[str, str], str]

BRIEF: Moves = {
    ("approve", WRITTEN): SUBMITTED,
    ("decline", WRITTEN): RETURNED,
    ("withdraw", WRITTEN): WITHDRAWN,
    ("withdraw", SUBMITTED): WITHDRAWN,
    ("revise", RETURNED): WRITTEN,
    ("revise", WITHDRAWN): WRITTEN,
    ("take", SUBMITTED): TAKEN,
    ("send_back", TAKEN): RETURNED,
    ("drop", TAKEN): UNUSED,
}
"""Until an editor has taken it, it is its unit's; what was sent back or withdrawn is written anew, under the same address."""

ISSUE: Moves = {
    ("adopt", EDITING): EDITING,
    ("take_out", EDITING): EDITING,
    ("arrange", EDITING): EDITING,
    ("typeset", EDITING): EDITING,
    ("send_for_signing", EDITING): TO_SIGN,
    ("send_back", TO_SIGN): EDITING,
    ("sign", TO_SIGN): SIGNED,
    ("publish", SIGNED): ISSUED,
    ("instruct", ISSUED): ISSUED,
}
"""While it waits for the signer nothing of it changes; once it is signed nothing ever does."""

WITH_UNIT = (WRITTEN, RETURNED, WITHDRAWN)
"""Where a brief is its unit's own business still."""
IN_HAND = (TAKEN, ADOPTED, PUBLISHED)
"""Where it is a source of an item."""


def is_possible(moves: Moves, act: str, state: str) -> bool:
    return (act, state) in moves


def after(moves: Moves, act: str, state: str) -> str:
    """The state that an act leads to. Raises KeyError where it is not possible: ask first."""
    return moves[act, state]


def sources_state(issues: "list[str]") -> str:
    """How a brief stands whose item is in issues of these states."""
    if ISSUED in issues:
        return PUBLISHED
    return ADOPTED if issues else TAKEN
