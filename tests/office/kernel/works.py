"""What the tests let a child do."""

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any


def double(value: Any) -> Any:
    return value * 2


def own_pid() -> int:
    return os.getpid()


def sleep(seconds: float) -> str:
    time.sleep(seconds)
    return "醒"


def say_when_begun(path: str, seconds: float) -> None:
    with Path(path).open("a", encoding="ascii") as file:
        file.write(f"{os.getpid()}\n")
    time.sleep(seconds)


def raise_it(message: str) -> None:
    raise LookupError(message)


def return_something_unpicklable() -> Any:
    return lambda: None


def kill_oneself(number: int) -> None:
    os.kill(os.getpid(), number)
    time.sleep(10)


def crash_only_once(path: str) -> str:
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        return "第二次"
    os.kill(os.getpid(), signal.SIGKILL)
    return "第一次"


def print_something() -> str:
    print("to standard output")
    return "printed"


def modules() -> list[str]:
    return sorted(sys.modules)


def take_memory(size: int) -> int:
    return len(bytearray(size))


def take_time() -> None:
    while True:
        pass


def answer_much(size: int) -> str:
    return "x" * size


def write_file(path: str) -> None:
    Path(path).write_bytes(b"x" * 100)


def secrets() -> list[str]:
    return sorted(os.environ)


def lie(content: bytes) -> None:
    """Answer past the protocol, as a taken-over child might."""
    for handle in range(3, 10):
        try:
            os.write(handle, content)
        except OSError:
            continue
        os._exit(0)
