"""What 档号 the facts of a record give by a template of its fonds (DA/T 22-2015, DA/T 13-2022)."""

import re
from collections.abc import Mapping
from typing import Final

_PLACE: Final = re.compile(r"([-·]?)\{([^{}:]+)(?::(\d))?\}")
_MAY_LACK: Final = frozenset({"机构"})


def written(template: str, parts: Mapping[str, str]) -> str:
    """The code, 件号 padded to the digits that the template asks for; a part that may be missing falls away with the joiner before it."""

    def place(found: re.Match[str]) -> str:
        joiner, name, digits = found.groups()
        value = parts.get(name, "")
        if not value and name in _MAY_LACK:
            return ""
        return joiner + (value.zfill(int(digits)) if digits else value)

    return _PLACE.sub(place, template)


def lacking(template: str, parts: Mapping[str, str]) -> list[str]:
    """Which parts that the template needs are not known, but for 件号, which comes last."""
    names = [found[2] for found in _PLACE.finditer(template)]
    return [name for name in names if name not in _MAY_LACK and name != "件号" and not parts.get(name)]
