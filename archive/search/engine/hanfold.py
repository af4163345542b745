"""繁简归并：each traditional character to its simplified one, one to one and never by phrase: a phrase table would lose 藉 in 藉口 and 乾 in 乾坤.

`data/han_variants.txt` holds a line for each simplified character, followed by those that fold to it: the first readings of the
single-character table of OpenCC 1.4.2, closed so that no result folds further. `han_variants.py` makes it; a test makes it anew and compares.
"""

from importlib.resources import files

FOLDS: dict[str, str] = {
    other: line[0]
    for line in (files("archive.search.engine") / "data/han_variants.txt").read_text(encoding="utf-8").splitlines()
    for other in line[1:]
}
