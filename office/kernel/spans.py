"""Lists of numbers as people read them."""

from collections.abc import Iterable


def spans(numbers: Iterable[int]) -> str:
    """3、7至9."""
    found: list[list[int]] = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return "、".join(str(a) if a == b else f"{a}至{b}" for a, b in found)
