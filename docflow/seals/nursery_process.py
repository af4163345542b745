"""The nursery's own side: it has loaded what a check needs, and forks a limited process for every file.

Run as `python -m docflow.seals.nursery_process`. It ends when nobody asks for a minute, or when whoever asks is gone.
"""

import json
import os
import pickle
import resource
import select
import signal
import time
from typing import Any, BinaryIO, Final

from docflow.seals import judging  # noqa: F401 - a second of loading, shared by all files
from docflow.seals.checking import check_as_json
from docflow.seals.nursery_words import BROKEN, DONE, TOO_HEAVY
from office.kernel.child.calling import private_pipes
from office.kernel.child.frames import read_frame, write_frame

REST: Final = 60.0
"""Seconds without a request after which it ends."""
_LARGEST_ANSWER: Final = 16 * 1024 * 1024


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever asks decides when it is over
    requests, answers = private_pipes()
    while select.select([requests], [], [], REST)[0]:
        try:
            request = read_frame(requests)
        except EOFError:
            return
        write_frame(answers, _answer(request, requests, answers))


def _answer(request: bytes, *pipes: BinaryIO) -> bytes:
    """One file in a process of its own, which can say nothing but bytes that are read as JSON."""
    memory, seconds, arguments = pickle.loads(request)  # noqa: S301 - from our parent
    until = time.monotonic() + seconds
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        for pipe in pipes:
            os.close(pipe.fileno())
        _check(theirs, memory, seconds, arguments)
    os.close(theirs)
    said, late = _heard(ours, until)
    os.close(ours)
    if late:
        os.kill(child, signal.SIGKILL)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if late or status in {-signal.SIGXCPU, -signal.SIGKILL}:
        return TOO_HEAVY
    return said if status == 0 and said else BROKEN


def _check(answers: int, memory: int, seconds: int, arguments: Any) -> None:
    """In the forked process, which ends here: limits first, then the check."""
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 0,
    }
    try:
        for what, most in limits.items():
            resource.setrlimit(what, (most, most))
        answer = DONE + json.dumps(check_as_json(*arguments)).encode()
    except MemoryError:
        answer = TOO_HEAVY
    while answer:
        answer = answer[os.write(answers, answer) :]
    os._exit(0)


def _heard(pipe: int, until: float) -> tuple[bytes, bool]:
    """(everything that was said, whether it took too long)."""
    said = bytearray()
    while select.select([pipe], [], [], max(0.0, until - time.monotonic()))[0]:
        more = os.read(pipe, 1 << 16)
        if not more:
            return bytes(said), False
        said += more
        if len(said) > _LARGEST_ANSWER:
            break
    return b"", True


if __name__ == "__main__":
    main()
