"""电话：in full for people of the same organ, masked for everybody else."""

import re

HIDDEN = 4


def masked(phone: str) -> str:
    """The digits with the middle four hidden (129****0001); a number too short to keep any beside them is hidden whole."""
    digits = re.sub(r"\D", "", phone)
    kept = max(len(digits) - HIDDEN, 0)
    head = min(3, kept // 2)
    hidden = min(HIDDEN, len(digits))
    return digits[:head] + "*" * hidden + digits[head + hidden :]
