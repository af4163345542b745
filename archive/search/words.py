"""检索式：what somebody typed, as terms. What could be meant literally is taken literally: texts hold quotation marks, hyphens and colons too.

Parts are held apart by blanks and must all stand somewhere. `题名:供热` looks in one place only; `"供热 保障"` keeps the blank; `不含:作废`, or
`-作废` after another part, must not stand anywhere.
"""

import re
from dataclasses import replace

from archive.search.engine.normalise import normalise
from archive.search.engine.port import WORDS_LONGEST, Field, Term

PLACES = {
    "题名": Field.TITLE,
    "标题": Field.TITLE,
    "文号": Field.NUMBER,
    "人名": Field.PEOPLE,
    "机关": Field.PEOPLE,
    "正文": Field.BODY,
    "附件": Field.ATTACHMENT,
}
WITHOUT = "不含"
LONGEST = WORDS_LONGEST
MOST = 20

_NAMED = re.compile(f"({'|'.join([*PLACES, WITHOUT])})[:：]")
_QUOTED = re.compile(r"""["“]([^"“”]*\s[^"“”]*)["”]|"([^"\s]+)\"(?=\s|$)""")
_WORD = re.compile("[A-Za-z\u3400-\u9fff]")


def terms_of(typed: str) -> tuple[Term, ...]:
    """The terms, as many and as long as an index answers; the rest of a longer question is left out."""
    found: list[Term] = []
    room = WORDS_LONGEST
    rest = typed[:LONGEST].replace("\0", " ").strip()
    while rest and len(found) < MOST:
        term, rest = _first(rest, after_another=bool(found))
        while len(normalise(term.words)) > room:  # a character may stand for several
            term = replace(term, words=term.words[:-1].strip())
        if term.words:
            found.append(term)
            room -= len(normalise(term.words))
        rest = rest.lstrip()
    return tuple(found)


def without(typed: str, term: Term) -> str:
    """The same question without one of its terms."""
    return " ".join(written(one) for one in terms_of(typed) if one != term)


def written(term: Term) -> str:
    """A term as somebody would type it."""
    words = f'"{term.words}"' if re.search(r"\s", term.words) else term.words
    if term.excluded:
        return f"{WITHOUT}:{words}"
    name = next((name for name, place in PLACES.items() if place is term.where), "")
    return f"{name}:{words}" if name else words


def _first(rest: str, *, after_another: bool) -> tuple[Term, str]:
    term = Term("")
    if (named := _NAMED.match(rest)) and rest[named.end() : named.end() + 1].strip():
        name, rest = named[1], rest[named.end() :]
        term = replace(term, excluded=True) if name == WITHOUT else replace(term, where=PLACES[name])
    elif after_another and rest[0] in "-－" and _WORD.match(rest[1:2]):
        term, rest = replace(term, excluded=True), rest[1:]
    if (quoted := _QUOTED.match(rest)) and (inside := (quoted[1] or quoted[2]).strip()):
        return replace(term, words=inside), rest[quoted.end() :]
    words, _, rest = _halved(rest)
    return replace(term, words=words), rest


def _halved(rest: str) -> tuple[str, str, str]:
    """Up to the first white space, of whatever width."""
    parts = rest.split(maxsplit=1)
    return parts[0], " ", parts[1] if len(parts) > 1 else ""
