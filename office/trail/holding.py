"""Whether what was done about one object still stands as it was written: its streams, from the first entry on."""

from uuid import UUID

from office.models.trail import TrailEntry
from office.trail.canonical import BEGINNING, digest_of
from office.trail.writing import content_of


def trail_flaw(about: UUID) -> str:
    """The first place at which the history of an object does not hold, as a sentence; empty where all of it does.

    The proof of the whole trail, blocks and anchor included, is `verify_trail`; this is the part that can be asked for one object.
    """
    for stream in TrailEntry.objects.filter(about=about).order_by().values_list("stream", flat=True).distinct():
        seq, previous = 0, BEGINNING
        for entry in TrailEntry.objects.filter(stream=stream).order_by("stream_seq").iterator():
            if entry.stream_seq != seq + 1:
                return f"操作轨迹缺第{seq + 1}条。"
            if entry.digest != digest_of(content_of(entry), previous):
                return f"操作轨迹第{entry.stream_seq}条（{entry.name} {entry.title}）与写入时的摘要不符。"
            seq, previous = entry.stream_seq, entry.digest
    return ""
