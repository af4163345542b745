"""附件文字待取：whoever takes the text out of files is told which files have none yet; a text that comes later is swept up by itself."""

from collections.abc import Callable, Collection

from archive.search.models import Entry, FileText

Taker = Callable[[Collection[str]], object]
"""Is told the SM3 digests of files; it may be told the same ones again."""

_takers: list[Taker] = []


def on_missing_texts(taker: Taker) -> None:
    """Let somebody take out texts. Called once, when the apps are ready."""
    _takers.append(taker)


def ask_for_texts(entries: Collection[Entry]) -> None:
    """Tell them of the files of these entries whose text nobody has taken out."""
    digests = {sm3 for one in entries for sm3 in one.files}
    if not digests or not _takers:
        return
    digests -= set(FileText.objects.filter(sm3__in=digests).values_list("sm3", flat=True))
    for taker in _takers if digests else ():
        taker(sorted(digests))
