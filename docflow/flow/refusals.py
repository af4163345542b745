"""Why an act is refused: a kind for the program, a whole sentence for the clerk."""

from datetime import datetime
from typing import Literal

RefusalKind = Literal[
    "ended",  # the run is over
    "suspended",  # the run stands still
    "unknown",  # no such task, step, choice or job
    "closed",  # somebody acted first, or the task was closed by another's act
    "taken",  # another of the pool has taken the task
    "not_holder",  # held by somebody else
    "not_allowed",  # the definition does not give this act here
    "missing_choice",
    "missing_opinion",
    "missing_stance",
    "missing_reason",
    "missing_field",
    "missing_people",
    "nobody",  # nobody found to go to, not even the fallback
    "too_late",  # the next holder has acted
]


class Refused(Exception):  # noqa: N818 - a refusal is an answer, not an error of the program
    """Nothing was changed. `by` and `at` say who was first and when, where somebody was; `names`, which fields are empty."""

    def __init__(
        self,
        kind: RefusalKind,
        sentence: str,
        *,
        by: str = "",
        at: datetime | None = None,
        names: tuple[str, ...] = (),
    ) -> None:
        super().__init__(sentence)
        self.kind = kind
        self.sentence = sentence
        self.by = by
        self.at = at
        self.names = names
