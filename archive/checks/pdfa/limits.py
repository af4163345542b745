"""Implementation limits (ISO 19005-1 6.1.12, ISO 19005-2 6.1.13) and how strings are written (6.1.6), of any run of words."""

from collections.abc import Iterable, Iterator

from archive.checks.pdfa.flaws import Flaw
from archive.checks.pdfa.lexing import Word, hex_flaw, name_size, string_size

LARGEST_INTEGER = 2_147_483_647
STRINGS = {1: 65_535, 2: 32_767, 3: 32_767}  # bytes
LARGEST_REAL = {1: 32_767.0, 2: 3.403e38, 3: 3.403e38}
NAME = 127
ARRAY, DICTIONARY = 8_191, 4_095  # elements and entries; PDF/A-1 only
NESTING = 28  # of q and Q
DEVICE_N = {1: 8, 2: 32, 3: 32}


def clause_of_limits(part: int) -> str:
    return "6.1.12" if part == 1 else "6.1.13"


def word_flaws(told: Iterable[Word], part: int) -> Iterator[Flaw]:
    """What is wrong with single words, and with the sizes of what they make up."""
    clause = clause_of_limits(part)
    open_things: list[list[int]] = []
    for word in told:
        match word.kind:
            case "number":
                flaw = _number_flaw(word.text, part)
                if flaw:
                    yield Flaw(clause, flaw)
            case "hex":
                if flaw := hex_flaw(word.text):
                    yield Flaw("6.1.6", flaw)
                if len(word.text) // 2 > STRINGS[part]:
                    yield Flaw(clause, "字符串过长")
            case "string" if string_size(word.text) > STRINGS[part]:
                yield Flaw(clause, "字符串过长")
            case "name" if name_size(word.text) > NAME:
                yield Flaw(clause, "名称超过127字节")
        yield from _size_flaws(word, open_things, part)


def _number_flaw(text: bytes, part: int) -> str:
    if b"." in text:
        return "实数超出范围" if abs(float(text)) > LARGEST_REAL[part] else ""
    value = int(text) if len(text) < 40 else LARGEST_INTEGER + 1
    return "整数超出范围" if not -LARGEST_INTEGER - 1 <= value <= LARGEST_INTEGER else ""


def _size_flaws(word: Word, open_things: list[list[int]], part: int) -> Iterator[Flaw]:
    if part != 1:
        return
    if word.kind == "open" and word.text in {b"[", b"<<"}:
        if open_things:
            open_things[-1][1] += 1
        open_things.append([ARRAY if word.text == b"[" else 2 * DICTIONARY, 0])
    elif word.kind == "open" and word.text in {b"]", b">>"} and open_things:
        most, count = open_things.pop()
        if count > most:
            yield Flaw(clause_of_limits(part), "数组或字典过大")
    elif open_things:
        open_things[-1][1] += 1
