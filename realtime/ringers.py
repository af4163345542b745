"""A loop of this process's own, for a process that serves no sockets: its rings share one connection to the broker.

A loop for each ring would begin a thread and sign in to the broker every time.
"""

import asyncio
import os
import threading

_lock = threading.Lock()
_mine: tuple[int, asyncio.AbstractEventLoop] | None = None


def own_loop() -> asyncio.AbstractEventLoop:
    """The loop, made at the first ring; a process that was forked makes its own."""
    global _mine  # noqa: PLW0603 - one a process is the point
    with _lock:
        if _mine is None or _mine[0] != os.getpid():
            loop = asyncio.new_event_loop()
            threading.Thread(target=loop.run_forever, name="rings", daemon=True).start()
            _mine = (os.getpid(), loop)
        return _mine[1]
