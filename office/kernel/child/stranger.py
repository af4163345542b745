"""A fresh child for each thing that a stranger made. Nothing it says is run or unpickled here: it answers in JSON, of a bounded size."""

import json
import os
import pickle
import signal
import threading
import time
from typing import Any

from office.kernel.child.errors import ChildDied, ChildTimeout, FailedInChild, TooHeavy
from office.kernel.child.starting import Process, Watch

MEGABYTE = 1024 * 1024
MEMORY = 500 * MEGABYTE
CPU = 10  # seconds
AT_ONCE = 2
LARGEST_ANSWER = 64 * MEGABYTE
ENVIRONMENT = (
    "PATH",
    "LANG",
    "LC_ALL",
    "TZ",
    "TMPDIR",
    "CRASH_AT",
    "CRASH_ONCE",
)  # no secret, no address of a database

_turns = threading.BoundedSemaphore(AT_ONCE)


def run_stranger(path: str, *args: Any, timeout: float = 30, memory: int = MEMORY, cpu: int = CPU) -> Any:
    """Call the function at a dotted path in a child of its own, and return what it returns, made of JSON values.

    It gets `memory` bytes of address space and `cpu` seconds, may write no file, and is ended after `timeout` seconds.
    Raises TooHeavy when that was not enough, FailedInChild when the function raised, ChildDied when the child crashed,
    ChildTimeout when there was no turn for it.
    """
    until = time.monotonic() + timeout
    if not _turns.acquire(timeout=timeout):
        raise ChildTimeout(f"{path}: its turn did not come in {timeout} s")
    try:
        return _understood(path, _asked(path, args, until, memory, cpu))
    finally:
        _turns.release()


def _asked(path: str, args: tuple[Any, ...], until: float, memory: int, cpu: int) -> bytes:
    process = Process(
        "office.kernel.child.stranger_process",
        *(str(limit) for limit in (memory, cpu, max(1, round(until - time.monotonic())))),
        env={name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
        | {"MALLOC_ARENA_MAX": "1", "PYTHONDONTWRITEBYTECODE": "1"},
    )
    watch = Watch(process, until)
    answer = b""
    try:
        with watch:
            process.requests.write(pickle.dumps((path, args), pickle.HIGHEST_PROTOCOL))
            process.requests.close()
            answer = process.answers.read(LARGEST_ANSWER + 1)
    except BrokenPipeError:  # it ended before it had read everything; its status tells
        pass
    finally:
        status = process.end()
    if watch.late or status in {-signal.SIGXCPU, -signal.SIGALRM} or len(answer) > LARGEST_ANSWER:
        raise TooHeavy(f"{path}: more than {memory} bytes, {cpu} s of work or the time allowed")
    if status:
        raise ChildDied(f"{path}: the child ended with status {status}")
    return answer


def _understood(path: str, answer: bytes) -> Any:
    try:
        said = json.loads(answer)
    except (ValueError, RecursionError):  # a child that a file took over may say anything
        said = None
    match said:
        case {"returned": value}:
            return value
        case {"raised": ["builtins.MemoryError", *_]}:
            raise TooHeavy(f"{path}: out of memory")
        case {"raised": [str(kind), str(message)]}:
            raise FailedInChild(kind, message)
    raise ChildDied(f"{path}: the child did not answer as agreed")
