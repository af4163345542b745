"""批示语：phrases with places for people, units and the day, made into a sentence. Pure.

A phrase is written `请{牵头}牵头，{配合}配合，{时限}前报结果。`. A clause whose place has nothing to stand in it is left out; what was chosen
and has no place in it is said in a sentence of its own, so that the words name everybody who gets the matter.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

USUAL = (
    "同意。",
    "请{人员}阅处。",
    "请{牵头}阅处，{时限}前报结果。",
    "请{牵头}牵头，{配合}配合，{时限}前报结果。",
    "阅。",
)
PLACES = ("人员", "牵头", "配合", "时限")
_PLACE = re.compile(r"\{([^{}]*)\}")
_WRITTEN = re.compile(r"[〔［\[｛]([一-鿿]{1,8})[〕］\]｝]")
_CLAUSE = re.compile(r"[^，；。]*[，；。]?")
_BLANKS: Mapping[str, str] = {"人员": "××", "牵头": "××", "配合": "××", "时限": "×月×日"}


def shown(phrase: str) -> str:
    """As it stands on a chip: 请××牵头，××配合，×月×日前报结果。"""
    return _PLACE.sub(lambda found: _BLANKS.get(found[1], "××"), phrase)


def compose(
    phrase: str, *, people: Sequence[str] = (), lead: str = "", co_units: Sequence[str] = (), due: date | None = None
) -> str:
    """The sentences that a phrase makes of what was chosen; empty where nothing of it is left to say."""
    words = {
        "人员": "、".join(people),
        "牵头": lead,
        "配合": "、".join(co_units),
        "时限": f"{due.month}月{due.day}日" if due else "",
    }
    clauses = [clause for clause in _CLAUSE.findall(phrase) if clause]
    kept = [clause for clause in clauses if all(words.get(name) for name in _PLACE.findall(clause))]
    said = "".join(_filled(clause, words) for clause in kept)
    if said and not said.endswith("。"):
        said = said.rstrip("，；") + "。"
    placed = {name for clause in kept for name in _PLACE.findall(clause)}
    return said + _besides({name: word for name, word in words.items() if word and name not in placed})


def as_written(phrase: str) -> str:
    """As its owner reads and writes it, with the brackets of a 文号: 请〔牵头〕牵头。"""
    return _PLACE.sub(r"〔\1〕", phrase)


def as_kept(phrase: str) -> str:
    """What was written with any brackets, as phrases are kept."""
    return _WRITTEN.sub(r"{\1}", phrase)


def unknown_places(phrase: str) -> list[str]:
    """Places that a phrase names and nothing fills."""
    return [name for name in _PLACE.findall(phrase) if name not in PLACES]


def _besides(words: Mapping[str, str]) -> str:
    """What a phrase has no place for: 请预算科牵头，国库科配合，沈岚具体办理，3月20日前报结果。"""
    clauses = []
    if "牵头" in words:
        clauses.append(f"{words['牵头']}{'牵头' if '配合' in words else '承办'}")
    if "配合" in words:
        clauses.append(f"{words['配合']}配合")
    if "人员" in words:
        clauses.append(f"{words['人员']}具体办理")
    asked = "请" if clauses else ""
    if "时限" in words:
        clauses.append(f"{words['时限']}前报结果")
    return f"{asked}{'，'.join(clauses)}。" if clauses else ""


def _filled(clause: str, words: Mapping[str, str]) -> str:
    return _PLACE.sub(lambda found: words[found[1]], clause)
