"""索引赶上来：the worker sweeps and indexes again and again; a command does it itself where nobody else does."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from archive.search.alone import alone
from archive.search.collecting import BEAT, SWEEP, collect
from archive.search.engine.port import IndexBusy, IndexUnavailable, SearchIndex
from archive.search.index_in_use import the_index
from archive.search.indexing import anything_pending, index_pending
from archive.search.models import Entry, Progress
from archive.search.rebuilding import Reconciled, fill_beside, reconcile
from archive.search.trouble import all_is_well, being_rebuilt, something_is_wrong, trouble

logger = logging.getLogger(__name__)

A_TURN = 50  # batches before the lock is given to others
PAUSE = 0.1
REBUILD = "rebuild"
"""A row of this name asks for a new index."""
MOSTLY = 0.9
"""An index that holds less than this share of what it should is made anew; one that holds more is compared."""
REST = 60.0
"""Seconds after a new index could not be filled before it is tried again: each try reads everything."""


@dataclass
class _Rest:
    until: float = 0.0
    why: str = ""


_rest = _Rest()


def tend_index(late: timedelta = BEAT) -> bool:
    """Sweep, then tell the index what it does not know; False where somebody else is at it. One that looks further back also counts.

    An index that is down or full hinders nobody: entries go on being collected, and the next turn tries again.
    """
    with alone() as mine:
        if mine:
            collect(late)
            _tell_all(counted=late > BEAT)
        return mine


def sweep_index() -> bool:
    """The same, looking further back."""
    return tend_index(SWEEP)


def catch_up(patience: float = 60.0) -> None:
    """Let the index know all that is committed now, before a command asks it. Where a running worker writes the index, it is waited for.

    Raises IndexUnavailable where it takes nothing in, or has not learnt all after so many seconds.
    """
    until = time.monotonic() + patience
    swept = False
    try:
        while not (swept and not anything_pending()):
            swept = tend_index() or swept
            if says := trouble().says:
                raise IndexUnavailable(says)
            if time.monotonic() > until:
                raise IndexUnavailable("索引还没有收入最近的变动，请稍后再试。")
            if anything_pending():
                time.sleep(PAUSE)
    finally:
        release_index()


def rebuild_index(patience: float = 3600.0) -> int:
    """A new index from all there is, beside the one that is asked; made by whoever writes the index. → how many it holds. Raises IndexUnavailable."""
    Progress.objects.get_or_create(name=REBUILD)
    until = time.monotonic() + patience
    while Progress.objects.filter(name=REBUILD).exists():
        tend_index(SWEEP)
        if says := trouble().says:
            raise IndexUnavailable(says)
        if time.monotonic() > until:
            raise IndexUnavailable("重建还没有完，仍在进行。")
        time.sleep(PAUSE)
    return Entry.objects.count()


def reconcile_index() -> Reconciled:
    """Compare everything, and let the index learn what it had wrong. → what that was. One that is damaged is made anew first.

    Raises IndexUnavailable.
    """
    with _in_turn():
        _see_that_it_is_there(the_index(), thoroughly=True)
        found = reconcile(the_index())
        _tell_all()
    return found


def release_index() -> None:
    """The process ends, or asks no more: others may write."""
    the_index().release()


def index_answers() -> bool:
    """For people on call."""
    try:
        the_index().check()
    except IndexUnavailable:
        return False
    return True


@contextmanager
def _in_turn(patience: float = 60.0) -> Iterator[None]:
    """Wait until nobody else is at it. Raises IndexBusy after so many seconds."""
    until = time.monotonic() + patience
    while True:
        with alone() as mine:
            if mine:
                yield
                return
        if time.monotonic() > until:
            raise IndexBusy("另一个程序正在收入索引，请稍后再试。")
        time.sleep(PAUSE)


def _tell_all(*, counted: bool = False) -> None:
    index = the_index()
    try:
        _see_that_it_is_there(index)
        if Progress.objects.filter(name=REBUILD).exists():
            _fill(index)
            Progress.objects.filter(name=REBUILD).delete()
        _tell_pending(index)
        if counted and not anything_pending():
            _see_that_it_holds_all(index)
    except IndexBusy:
        return  # whoever writes it learns from the same rows
    except IndexUnavailable as error:
        something_is_wrong(error)
        return
    all_is_well()


def _tell_pending(index: SearchIndex) -> None:
    for _ in range(A_TURN):
        if not index_pending(index):
            break


def _see_that_it_is_there(index: SearchIndex, *, thoroughly: bool = False) -> None:
    """An index that was lost, is damaged or of another version is made anew from the entries, whole: never filled with what is new alone."""
    try:
        index.check(thoroughly=thoroughly)
    except IndexBusy:
        raise
    except IndexUnavailable as error:
        _make_anew(index, error)


def _see_that_it_holds_all(index: SearchIndex) -> None:
    """An older one that was put back, or one from which somebody took, is whole by itself: only its count tells."""
    held, there = index.count(), Entry.objects.count()
    if held < MOSTLY * there:
        _make_anew(index, IndexUnavailable(f"索引里只有{held}件，应有{there}件。"))
    elif held != there:
        logger.warning("the index holds %d of %d; all is compared", held, there)
        reconcile(index)
        _tell_pending(index)


def _make_anew(index: SearchIndex, why: IndexUnavailable) -> None:
    had_one = Entry.objects.filter(opened_at__isnull=False).exists()

    def told(done: int, total: int) -> None:
        if had_one:  # the first one of an installation is no loss
            being_rebuilt(str(why), done, total)

    _fill(index, told)


def _fill(index: SearchIndex, told: Callable[[int, int], None] = lambda _done, _total: None) -> None:
    """A new index; one that could not be filled is not tried again at once."""
    if time.monotonic() < _rest.until:
        raise IndexUnavailable(_rest.why)
    begun = False

    def heard(done: int, total: int) -> None:
        nonlocal begun
        begun = True
        told(done, total)

    try:
        fill_beside(index, heard)
    except IndexUnavailable as error:
        if begun:
            _rest.until, _rest.why = time.monotonic() + REST, str(error)
        raise
