"""What both kinds of children do: find a function, name an error, keep their pipes to themselves."""

import importlib
import os
from collections.abc import Callable
from typing import Any, BinaryIO


def function(path: str) -> Callable[..., Any]:
    """The function at a dotted path. Raises ImportError or AttributeError."""
    module, _, name = path.rpartition(".")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def kind(error: BaseException) -> str:
    """An exception's dotted type."""
    return f"{type(error).__module__}.{type(error).__qualname__}"


def private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """(requests, answers): taken from standard input and output, so that a library's print goes to standard error instead."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return os.fdopen(requests, "rb"), os.fdopen(answers, "wb")
