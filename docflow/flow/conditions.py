"""Conditions on the fields of a document: structured comparisons, never code."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from docflow.flow.plain import Tagged

Comparison = Literal["filled", "empty", "equals", "differs", "in", "contains", "at_least", "at_most"]


@dataclass(frozen=True)
class Compare(Tagged):
    """One field against one value. `filled` and `empty` need no value. A comparison that cannot be made does not hold."""

    kind: ClassVar[str] = "compare"
    field: str
    how: Comparison
    value: Any = None

    def holds(self, fields: Mapping[str, Any]) -> bool:
        """Whether it holds for these fields; an absent field is empty."""
        found = fields.get(self.field)
        match self.how:
            case "filled":
                return is_filled(found)
            case "empty":
                return not is_filled(found)
            case "equals":
                return bool(found == self.value)
            case "differs":
                return bool(found != self.value)
            case "in":
                return isinstance(self.value, list | tuple) and found in self.value
            case "contains":
                return isinstance(found, str | list | tuple) and _within(self.value, found)
            case "at_least":
                return _is_number(found) and _is_number(self.value) and found >= self.value
            case "at_most":
                return _is_number(found) and _is_number(self.value) and found <= self.value


@dataclass(frozen=True)
class Every(Tagged):
    """All of these hold."""

    kind: ClassVar[str] = "every"
    of: tuple["Condition", ...]

    def holds(self, fields: Mapping[str, Any]) -> bool:
        return all(part.holds(fields) for part in self.of)


@dataclass(frozen=True)
class Either(Tagged):
    """At least one of these holds."""

    kind: ClassVar[str] = "either"
    of: tuple["Condition", ...]

    def holds(self, fields: Mapping[str, Any]) -> bool:
        return any(part.holds(fields) for part in self.of)


@dataclass(frozen=True)
class Not(Tagged):
    """This does not hold."""

    kind: ClassVar[str] = "not"
    of: "Condition"

    def holds(self, fields: Mapping[str, Any]) -> bool:
        return not self.of.holds(fields)


Condition = Compare | Every | Either | Not


def fields_of(condition: Condition) -> frozenset[str]:
    """The names of the document's fields that a condition asks about."""
    match condition:
        case Compare():
            return frozenset({condition.field})
        case Not():
            return fields_of(condition.of)
        case Every() | Either():
            return frozenset().union(*(fields_of(part) for part in condition.of))


def is_filled(value: Any) -> bool:
    """Zero and False are values; None, blank text and an empty list are not."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value not in ([], (), {})


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _within(part: Any, whole: str | list[Any] | tuple[Any, ...]) -> bool:
    return isinstance(part, str) and part in whole if isinstance(whole, str) else part in whole
