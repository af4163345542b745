"""The embedded index: tantivy in a folder. One process writes at a time; every process may ask."""

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from uuid import UUID

import tantivy

from archive.search.engine.generations import Generations
from archive.search.engine.plan import Plan, asked, loosely, suggested
from archive.search.engine.port import Answer, BadCursor, IndexEntry, IndexUnavailable, Known, Question
from archive.search.engine.shape import Shape, shape
from archive.search.engine.soundness import META, first_broken
from archive.search.engine.tantivy_asking import document, schema
from archive.search.engine.tantivy_reading import answered, everything, titles, versions

HEAP = 64_000_000
"""Bytes that the writer fills before it writes a segment out."""
BATCH = 500
TRIES = 5
FAULTS = (OSError, ValueError)
"""What tantivy raises when it cannot: a full disk, a folder that is gone."""
PANIC = "pyo3_runtime"
"""Where what it raises comes from when it meets bytes that it never wrote; no Exception, and yet no reason to end the process."""


class TantivyIndex:
    """The index in a folder of its own. `patience`: seconds to wait for another process that writes.

    The writer is kept until `release`: a writer for each batch would leave its merges undone, and the index would grow without end.
    """

    def __init__(self, folder: Path, *, patience: float = 5.0) -> None:
        self._generations = Generations(folder, patience=patience)
        self._beside: str | None = None
        self._writing_guard = threading.RLock()
        self._reading_guard = threading.Lock()
        self._opened: _Opened | None = None
        self._sound: set[str] = set()
        self._writer: _Writer | None = None
        self._holds = False

    def put(self, entries: Iterable[IndexEntry]) -> None:
        taken: dict[str, int] = {}
        remaining = iter(entries)
        with self._writing() as writer:
            while batch := [shape(entry) for entry in islice(remaining, BATCH)]:
                with _faults():
                    self._take(batch, taken, writer)

    def drop(self, uids: Iterable[UUID]) -> None:
        with self._writing() as writer:
            for uid in uids:
                with _faults():
                    writer.delete_documents_by_term("uid", uid.hex)

    def release(self) -> None:
        with self._writing_guard:
            self._close_writer()
            if self._beside is not None:
                self._generations.remove(self._beside)
            if self._holds:
                self._holds = False
                self._generations.let_go()

    def ask(self, question: Question) -> Answer:
        return self._answer(asked(question), question)

    def loosely(self, question: Question) -> Answer:
        return self._answer(loosely(question), question)

    def suggest(self, begun: str, question: Question, size: int = 8) -> Sequence[str]:
        plan = suggested(begun, question)
        with _faults():
            index = self._current()
            return titles(index, plan, size)

    def known(self) -> Iterator[Known]:
        with _faults():
            yield from everything(self._current())

    def count(self) -> int:
        with _faults():
            return int(self._current().searcher().num_docs)

    def beside(self) -> "TantivyIndex":
        other = TantivyIndex(self._generations.root)
        other._generations = self._generations
        with _faults():
            other._hold()
            try:
                other._beside = self._generations.fresh()
                self._made(other._beside)
            except BaseException:
                other.release()
                raise
        return other

    def swap_in(self) -> None:
        if self._beside is None:
            raise ValueError("only what beside() made can be swapped in")
        with self._writing_guard, _faults():
            self._close_writer()
            self._generations.make_current(self._beside)
            self._beside = None
            self.release()

    def check(self, *, thoroughly: bool = False) -> None:
        with _faults():
            self._current()
            if thoroughly:
                self._sound.clear()
            name = self._beside or self._generations.current()
            if broken := first_broken(self._generations.path(name), self._sound):
                raise IndexUnavailable(f"索引的文件损坏：{broken}。")

    def _answer(self, plan: Plan, question: Question) -> Answer:
        with _faults():
            return answered(self._current(), plan, question)

    def _take(self, batch: list[Shape], taken: dict[str, int], writer: tantivy.IndexWriter) -> None:
        """What is older than what is held, or than what came before in the same call, is left out."""
        held = versions(self._current(), [one.uid for one in batch]) | taken
        for one in batch:
            if held.get(one.uid, one.version) <= one.version:
                writer.delete_documents_by_term("uid", one.uid)
                writer.add_document(document(one))
                held[one.uid] = taken[one.uid] = one.version

    @contextmanager
    def _writing(self) -> Iterator[tantivy.IndexWriter]:
        """All of it, or nothing when it fails."""
        with self._writing_guard:
            with _faults():
                self._hold()
                writer = self._open_writer()
            try:
                yield writer.writer
                with _faults():
                    writer.writer.commit()
            except BaseException:
                self._undo(writer)
                raise

    def _hold(self) -> None:
        if not self._holds:
            self._generations.hold()
            self._holds = True

    def _open_writer(self) -> "_Writer":
        name = self._beside or self._generations.current()
        if self._writer is None or self._writer.name != name:
            self._close_writer()
            index = tantivy.Index.open(str(self._generations.path(name)))
            self._writer = _Writer(name, index.writer(HEAP, 1))
        return self._writer

    def _made(self, name: str) -> None:
        tantivy.Index(schema(), path=str(self._generations.path(name)))

    def _close_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            with suppress(IndexUnavailable), _faults():
                writer.writer.wait_merging_threads()

    def _undo(self, writer: "_Writer") -> None:
        try:
            with _faults():
                writer.writer.rollback()
        except IndexUnavailable:
            self._writer = None

    def _current(self) -> tantivy.Index:
        """The index as it is now. Another process may swap while we look."""
        for _ in range(TRIES):
            name = self._beside or self._generations.current()
            with self._reading_guard, suppress(*FAULTS):
                seen = _state(self._generations.path(name))
                if self._opened is None or self._opened.name != name:
                    index = tantivy.Index.open(str(self._generations.path(name)))
                    index.config_reader("manual")
                    self._opened = _Opened(name, index, seen)
                elif self._opened.seen != seen:
                    self._opened.index.reload()
                    self._opened.seen = seen
                return self._opened.index
        raise IndexUnavailable("索引打不开。")


@dataclass
class _Opened:
    name: str
    index: tantivy.Index
    seen: tuple[int, int]


@dataclass(frozen=True)
class _Writer:
    name: str
    writer: tantivy.IndexWriter


def _state(folder: Path) -> tuple[int, int]:
    """Another one after each commit, by whichever process."""
    meta = (folder / META).stat()
    return meta.st_ino, meta.st_mtime_ns


@contextmanager
def _faults() -> Iterator[None]:
    """A full disk, a folder that is gone, damaged bytes, a writer whose thread died: the index is not to be had now."""
    try:
        yield
    except BadCursor:
        raise
    except FAULTS as error:
        raise IndexUnavailable(f"索引出错：{error}") from error
    except BaseException as error:
        if type(error).__module__ != PANIC:
            raise
        raise IndexUnavailable(f"索引的文件损坏：{error}") from error
