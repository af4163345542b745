"""材料的页样与带水印的副本: with the reader's name, his unit, the minute and his copy's number."""

from collections.abc import Callable

from docflow import api as docflow
from docflow.api import Keeper
from meetings.materials.models import MaterialVersion
from meetings.materials.models.copies import number_in_words
from meetings.materials.policy import Seen
from office.kernel.clock import OFFICE_ZONE, now

ORGANISERS = Keeper(unseen="请与会务人员联系。", damaged="请与会务人员联系，重新上传。")
MOST_COPIED = 200
"""Pages that are printed or downloaded at once."""


def pages_of(version: MaterialVersion) -> int:
    """How many pages can be shown; slow where nobody has looked at it before. Raises Invalid."""
    return docflow.pages_of(version.file, ORGANISERS)


def marked_page(version: MaterialVersion, page: int, *, seen: Seen) -> bytes:
    """One page (from 1) as WebP, with the reader's words of this minute."""
    return docflow.marked_page(version.file, page, words=words_for(seen, "会议材料"), keeper=ORGANISERS)


def marked_copy(version: MaterialVersion, pages: int, *, seen: Seen, use: str, ask: Callable[[], object]) -> bytes:
    """All pages as a PDF of pictures; `use` says in it what it was made for, `ask` raises where the right has ended."""
    return docflow.marked_copy(
        version.file,
        range(1, pages + 1),
        words=words_for(seen, use),
        title=str(seen.material),
        keeper=ORGANISERS,
        ask=ask,
    )


def words_for(seen: Seen, use: str) -> tuple[str, str]:
    """顾长林 云州市财政局 / 第12份 会议材料 2026-03-16 14:52."""
    moment = f"{now().astimezone(OFFICE_ZONE):%Y-%m-%d %H:%M}"
    parts = (number_in_words(seen.number), use, moment)
    return f"{seen.post.person.name} {seen.post.post.department.organ.name}", " ".join(filter(None, parts))
