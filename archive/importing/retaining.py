"""保管期限 of what came without one: by the table of its fonds, and where that is silent, for ever."""

from collections.abc import Sequence

from archive.arranging.retention import LEFT_OUT, Facts, Row, propose
from archive.importing.reading import Described

PERMANENT = "Y"
AT_LEAST = "D10"
SILENT = "保管期限表里没有对应的条目，先按永久保管"


def proposed_for(described: Described, rules: Sequence[Row]) -> tuple[str, str]:
    """(retention, why) by the lines of a table. What somebody brings to be kept is kept: a line that says 不归档 gives the shortest term.

    Who wrote a historical document is not known for certain, so lines that ask for the source do not fit it.
    """
    found = propose(rules, Facts(title=described.title, kind=described.kind))
    if not found.retention:
        return PERMANENT, SILENT
    return AT_LEAST if found.retention == LEFT_OUT else found.retention, found.why[:400]
