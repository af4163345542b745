"""Inside a stranger's child: limits first, then one request, one answer, the end.

Run as `python -m office.kernel.child.stranger_process MEMORY CPU WALL` (bytes, seconds, seconds).
"""

import json
import pickle
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path

from office.kernel import crash
from office.kernel.child.calling import function, kind, private_pipes

LONGEST_MESSAGE = 2000  # characters of an exception's text; a stranger's file may have a hand in it

AFTERWARDS = 2  # seconds of work between SIGXCPU, which tells why it ended, and SIGKILL


def main(memory: int, cpu: int, wall: int) -> None:
    limits = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: cpu,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 64,
    }
    for what, most in limits.items():
        hard = most + (AFTERWARDS if what == resource.RLIMIT_CPU else 0)
        if (highest := resource.getrlimit(what)[1]) != resource.RLIM_INFINITY:
            hard = min(hard, highest)
        resource.setrlimit(what, (min(most, hard), hard))
    signal.alarm(wall + 1)  # if the parent is not there any more to end it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("900")
    requests, answers = private_pipes()
    path, args = pickle.loads(requests.read())  # noqa: S301 - from the parent
    crash.point("stranger.asked")
    try:
        answer = json.dumps({"returned": function(path)(*args)})
    except Exception as error:  # whatever it raises is the caller's to hear
        answer = json.dumps({"raised": [kind(error), str(error)[:LONGEST_MESSAGE]]})
    answers.write(answer.encode())
    answers.flush()


if __name__ == "__main__":
    main(*(int(limit) for limit in sys.argv[1:4]))
