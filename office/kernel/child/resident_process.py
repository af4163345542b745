"""Inside the child: take a request, do it, answer, until the parent is gone. Run as `python -m office.kernel.child.resident_process`."""

import os
import pickle
import signal
import threading
import traceback
from contextlib import suppress
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from office.kernel import crash
from office.kernel.child.calling import function, kind, private_pipes
from office.kernel.child.frames import read_frame, write_frame


def main() -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # the parent decides: it may want to see this work through before it ends
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(
            "500"
        )  # short of memory, the system is to take this one, not the server
    requests, answers = private_pipes()
    waiting: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(requests, waiting), daemon=True).start()
    while True:
        request = waiting.get()
        crash.point("child.asked")
        answer = _answer(request)
        crash.point("child.worked")
        write_frame(answers, answer)


def _receive(requests: BinaryIO, waiting: "SimpleQueue[bytes]") -> None:
    """A thread of its own, so that the parent's death is noticed in the middle of work."""
    with suppress(EOFError):
        while True:
            waiting.put(read_frame(requests))
    os._exit(0)


def _answer(request: bytes) -> bytes:
    path, args = pickle.loads(request)  # noqa: S301 - from the parent
    try:
        return pickle.dumps((True, function(path)(*args)), pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # whatever it raises is the caller's to hear, and the child goes on
        return pickle.dumps((False, (kind(error), str(error), traceback.format_exc())))


if __name__ == "__main__":
    main()
