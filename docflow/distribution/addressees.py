"""主送、抄送写的是哪些机关：phrases in, organs out. Pure; what cannot be told is said and left to the clerk.

A phrase names an organ (full, short or former name, also in a list that shares its head or tail: “东屏县、西屏区人民政府”), or a kind of
organs of the sender's own territory: 各县（区）人民政府, 各乡镇人民政府、街道办事处, 各村（居）民委员会, 市政府各部门、各直属单位.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

PROVINCE, CITY, COUNTY, TOWNSHIP, VILLAGE = 1, 2, 3, 4, 5
LEVEL_WORDS = {PROVINCE: "省", CITY: "市", COUNTY: "县区旗市", TOWNSHIP: "镇乡"}
TAILS = ("人民政府", "政府", "街道办事处", "村民委员会", "居民委员会")

_BRACKETS = re.compile("[（）()]")
_SEGMENTS = re.compile("[，,；;\n]")
_GOVERNMENTS = re.compile("^各[县市区旗州盟、设]+(?:人民)?政府$")
_TOWNSHIPS = re.compile("^各(?:乡镇|镇乡|乡、镇|镇|乡|街道)(?:街道)?(?:人民政府|政府)?、?(?:各?街道)?(?:办事处)?$")
_VILLAGES = re.compile("^各(?:行政村|村|社区|居)(?:、?居|、?社区)?(?:民?委员?会)?$")
_DEPARTMENTS = re.compile("^(?P<whose>.*?)各(?:工作)?(?:部门|委办局|委、办、局|直属单位|直属机构|单位|机构)$")
_VAGUE = re.compile("有关|相关|部分")


@dataclass(frozen=True)
class Addressable:
    """An organ as phrases may mean it. `key` is its row's, `path` the keys from the root down to itself.

    `closed` says, as a sentence without its end, why nothing can be delivered to it here; empty where it can.
    """

    key: int
    names: tuple[str, ...]
    level: int
    path: tuple[int, ...]
    is_government: bool = False
    closed: str = ""

    @property
    def parent(self) -> int | None:
        return self.path[-2] if len(self.path) > 1 else None


@dataclass(frozen=True)
class Meaning:
    """A phrase as written, and the keys of the organs that it means; where there are none, `why` not."""

    phrase: str
    organs: tuple[int, ...] = ()
    why: str = ""


@dataclass(frozen=True)
class Directory:
    """The organs of the installation, seen from one of them."""

    organs: tuple[Addressable, ...]
    sender: int

    def meanings(self, lines: Iterable[str]) -> tuple[Meaning, ...]:
        """What each phrase of some lines means, in their order. Every phrase comes back once, the sender never."""
        segments = (segment for line in lines for segment in _SEGMENTS.split(line))
        return tuple(meaning for segment in segments if (text := tidy(segment)) for meaning in self._segment(text))

    @cached_property
    def _by_key(self) -> dict[int, Addressable]:
        return {organ.key: organ for organ in self.organs}

    @cached_property
    def _by_name(self) -> dict[str, list[Addressable]]:
        found: dict[str, list[Addressable]] = {}
        for organ in self.organs:
            for name in dict.fromkeys(map(plain, organ.names)):
                found.setdefault(name, []).append(organ)
        return found

    @cached_property
    def territory(self) -> Addressable | None:
        """The government in whose territory the sender sits: itself, or the nearest above it; without one, its root."""
        own = self._by_key.get(self.sender)
        if own is None:
            return None
        above = [self._by_key[key] for key in reversed(own.path) if key in self._by_key]
        return next((organ for organ in above if organ.is_government), above[-1])

    def _segment(self, text: str) -> Iterator[Meaning]:
        if (kind := self._kind(text, "")) is not None:
            yield replace(kind, phrase=text)
            return
        parts = [part for part in text.split("、") if part]
        whose, found = "", []
        for part in parts:
            if (match := _DEPARTMENTS.match(plain(part))) and match["whose"]:
                whose = match["whose"]
            found.append(self._part(part, parts, whose))
        yield from _merged(found)

    def _part(self, part: str, parts: Sequence[str], whose: str) -> Meaning:
        kind = self._kind(part, whose)
        if kind is not None:
            return kind
        for name in self._spellings(plain(part), [plain(one) for one in parts]):
            if found := self._by_name.get(name):
                return self._named(part, found)
        vague = "没有写明是哪些单位" if _VAGUE.search(part) else "名录中没有这个单位"
        return Meaning(part, why=vague)

    def _named(self, part: str, found: list[Addressable]) -> Meaning:
        near = [organ for organ in found if self.territory and self.territory.key in organ.path] or found
        others = [organ for organ in near if organ.key != self.sender]
        if not others:
            return Meaning(part, why="就是本机关")
        if len(others) > 1:
            return Meaning(part, why=f"名录中有{len(others)}个单位叫这个名称")
        return Meaning(part, why=others[0].closed) if others[0].closed else Meaning(part, (others[0].key,))

    def _spellings(self, part: str, parts: list[str]) -> Iterator[str]:
        """The part as it stands; then with what it shares with its neighbours; then with the territory's name before it."""
        yield part
        for tail in TAILS:
            if parts[-1].endswith(tail):
                yield part + tail
        if self.territory is None:
            return
        marks = LEVEL_WORDS.get(self.territory.level, "")
        if parts[0] and parts[0][0] in marks:
            yield parts[0][0] + part
        place = plain(self.territory.names[0]).removesuffix("人民政府")
        yield place + part
        if part and part[0] in marks:
            yield place + part[1:]

    def _kind(self, part: str, whose: str) -> Meaning | None:
        """A kind of organs, if the phrase is one."""
        text = plain(part)
        if self.territory is None:
            return None
        if _GOVERNMENTS.match(text):
            level = CITY if self.territory.level == PROVINCE and not re.search("[县区旗]", text) else COUNTY
            return self._of_kind(part, (o for o in self._inside() if o.is_government and o.level == level))
        if _TOWNSHIPS.match(text):
            return self._of_kind(part, (o for o in self._inside() if o.level == TOWNSHIP and _is_township(o)))
        if _VILLAGES.match(text):
            return self._of_kind(part, (o for o in self._inside() if o.level == VILLAGE))
        if (match := _DEPARTMENTS.match(text)) and self._is_own(match["whose"] or whose):
            own = self.territory
            same = (o for o in self._inside() if o.parent == own.key and o.level == own.level and not o.is_government)
            return self._of_kind(part, same)
        return None

    def _inside(self) -> Iterator[Addressable]:
        own = self.territory
        return (organ for organ in self.organs if own and own.key in organ.path and organ.key != own.key)

    def _is_own(self, whose: str) -> bool:
        """Whether 市政府 in “市政府各部门” is the territory's government."""
        if not whose:
            return True
        own = self.territory
        if own is None or _VAGUE.search(whose):
            return False
        words = {f"{mark}{tail}" for mark in LEVEL_WORDS.get(own.level, "") for tail in ("政府", "人民政府")}
        return whose in {*map(plain, own.names), *words, "政府"}

    def _of_kind(self, part: str, organs: Iterable[Addressable]) -> Meaning:
        keys = tuple(organ.key for organ in organs if organ.key != self.sender and not organ.closed)
        return Meaning(part, keys) if keys else Meaning(part, why="名录中没有这一类单位")


def tidy(text: str) -> str:
    """A phrase without space and without the colon or stop that ends its line."""
    return re.sub(r"\s", "", text).strip("、：:。.")


def plain(text: str) -> str:
    """A name to be compared: without space and brackets."""
    return _BRACKETS.sub("", tidy(text))


def _is_township(organ: Addressable) -> bool:
    return organ.is_government or any(name.endswith("办事处") for name in organ.names)


def _merged(found: Iterable[Meaning]) -> Iterator[Meaning]:
    """Neighbours that mean the same organs are one phrase: 市政府各部门、各直属单位."""
    last: Meaning | None = None
    for one in found:
        if last is not None and last.organs and last.organs == one.organs:
            last = replace(last, phrase=f"{last.phrase}、{one.phrase}")
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last
