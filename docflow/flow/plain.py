"""Frozen dataclasses to plain JSON data and back, so that definitions, runs and acts can be stored, shown and compared.

A field that holds its default is left out. A class that is one of several kinds (`Tagged`) carries its `kind`.
Reading is strict: an unknown key, a missing one or a value of another type raises `ValueError` naming the place.
"""

import types
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Tagged:
    """One of several kinds; the kind is a word of the class and goes with the data."""

    kind: ClassVar[str]


def to_plain(value: Any) -> Any:
    """Dataclasses become dicts, tuples lists, moments ISO 8601; JSON values stay."""
    if value is None or isinstance(value, str | int):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        data = {"kind": value.kind} if isinstance(value, Tagged) else {}
        for name, default in _defaults(type(value)).items():
            item = getattr(value, name)
            if default is MISSING or item != default:
                data[name] = to_plain(item)
        return data
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    return value


def from_plain(kind: type[T], data: Any, at: str = "") -> T:
    """The reverse of `to_plain`; `at` names the place in what is read, for the error."""
    value: T = _read(kind, data, at or kind.__name__)
    return value


@cache
def _defaults(cls: type) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(cls):
        made = field.default_factory() if field.default_factory is not MISSING else MISSING
        found[field.name] = made if field.default is MISSING else field.default
    return found


@cache
def _hints(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    return {field.name: hints[field.name] for field in fields(cls)}


def _read(hint: Any, data: Any, at: str) -> Any:
    if hint is Any:
        return data
    origin = get_origin(hint)
    if origin in {Union, types.UnionType}:
        return _read_one_of(get_args(hint), data, at)
    if origin is Literal:
        if data in get_args(hint):
            return data
        raise ValueError(f"{at}：{data!r} 不在 {'、'.join(map(str, get_args(hint)))} 之中")
    if origin is tuple:
        return _read_tuple(get_args(hint), data, at)
    if origin is Mapping:
        return {key: _read(get_args(hint)[1], item, f"{at}.{key}") for key, item in _expect(dict, data, at).items()}
    if is_dataclass(hint):
        return _read_dataclass(hint, data, at)
    if hint is datetime:
        return datetime.fromisoformat(_expect(str, data, at))
    return _expect(hint, data, at)


def _read_dataclass(cls: Any, data: Any, at: str) -> Any:
    given = dict(_expect(dict, data, at))
    if issubclass(cls, Tagged) and given.pop("kind", None) != cls.kind:
        raise ValueError(f"{at}：应为 {cls.kind}")
    hints, defaults = _hints(cls), _defaults(cls)
    if unknown := sorted(given.keys() - hints.keys()):
        raise ValueError(f"{at}：不认识 {'、'.join(unknown)}")
    if missing := [name for name, default in defaults.items() if default is MISSING and name not in given]:
        raise ValueError(f"{at}：缺 {'、'.join(missing)}")
    return cls(**{name: _read(hints[name], item, f"{at}.{name}") for name, item in given.items()})


def _read_tuple(inner: tuple[Any, ...], data: Any, at: str) -> tuple[Any, ...]:
    if not isinstance(data, list | tuple):
        raise ValueError(f"{at}：应为列表")
    if len(inner) == 2 and inner[1] is Ellipsis:
        return tuple(_read(inner[0], item, f"{at}[{n}]") for n, item in enumerate(data))
    if len(inner) != len(data):
        raise ValueError(f"{at}：应有 {len(inner)} 项")
    return tuple(_read(hint, item, f"{at}[{n}]") for n, (hint, item) in enumerate(zip(inner, data, strict=True)))


def _read_one_of(hints: tuple[Any, ...], data: Any, at: str) -> Any:
    if data is None and type(None) in hints:
        return None
    if tagged := {hint.kind: hint for hint in hints if isinstance(hint, type) and issubclass(hint, Tagged)}:
        kind = _expect(dict, data, at).get("kind")
        if kind not in tagged:
            raise ValueError(f"{at}：不认识的种类 {kind!r}")
        return _read_dataclass(tagged[kind], data, at)
    for hint in hints:
        if hint is not type(None):
            try:
                return _read(hint, data, at)
            except ValueError:
                continue
    raise ValueError(f"{at}：不能读 {data!r}")


def _expect(kind: type, data: Any, at: str) -> Any:
    # A bool is an int to Python, but not to whoever wrote the definition.
    if not isinstance(data, kind) or (kind is int and isinstance(data, bool)):
        raise ValueError(f"{at}：{data!r} 的类型不对")
    return data
