"""Named points at which a test kills the process, to see that nothing is lost or done twice.

    crash.point("files.placed")

does nothing unless the environment says `CRASH_AT=files.placed` (or `files.placed:2`: at the second passing in this process);
then the process ends as by a power cut. With `CRASH_ONCE=path` only the first process to get there dies: it leaves that file.
"""

import ast
import os
import signal
import threading
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

_passings: Counter[str] = Counter()
_door = threading.Lock()


def point(name: str) -> None:
    """Die here if the environment asks for it. Names are unique in the code: `room.what_has_just_happened`."""
    asked = os.environ.get("CRASH_AT", "")
    if not asked or asked.partition(":")[0] != name:
        return
    with _door:
        _passings[name] += 1
        if _passings[name] == int(asked.partition(":")[2] or 1) and _first():
            os.kill(os.getpid(), signal.SIGKILL)


def _first() -> bool:
    once = os.environ.get("CRASH_ONCE")
    if not once:
        return True
    try:
        os.close(os.open(once, os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return False
    return True


def points(folders: Iterable[Path]) -> dict[str, str]:
    """All points in the Python files below some folders: name → `file:line`.

    Raises ValueError where a name is not written out as a text, or stands at two places: such a point could not be tested.
    """
    found: dict[str, str] = {}
    for path in sorted(file for folder in folders for file in folder.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        if "crash.point(" not in text:
            continue
        for call in filter(_is_point, ast.walk(ast.parse(text))):
            place = f"{path}:{call.lineno}"  # type: ignore[attr-defined] # _is_point lets only calls through
            match call:
                case ast.Call(args=[ast.Constant(value=str(name))], keywords=[]) if name not in found:
                    found[name] = place
                case _:
                    raise ValueError(f"{place}: a crash point needs a name of its own, written out")
    return found


def _is_point(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id="crash"), attr="point")):
            return True
    return False
