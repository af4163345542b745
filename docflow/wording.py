"""Words for what history and the route engine keep as marks: names as they were, stances."""

from collections.abc import Mapping
from typing import Any

from docflow import flow


def acting_name(names: Mapping[str, Any]) -> str:
    """沈岚, or 顾长林 代 程远山."""
    principal = names.get("on_behalf_of")
    name = str(names.get("name", ""))
    return f"{name} 代 {principal['name']}" if isinstance(principal, Mapping) else name


def stance_word(stance: str) -> str:
    """同意, 有意见, 不同意."""
    words: dict[str, str] = {str(key): word for key, word in flow.STANCES.items()}
    return words.get(stance, stance)
