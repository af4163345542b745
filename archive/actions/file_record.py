"""归档：what came of the check is taken in."""

from archive.models import CheckReport, Record, State
from office.api import Actor, record
from office.kernel.clock import now
from office.kernel.digests import sm3
from office.kernel.json_text import canonical_json


def put_on_the_shelf(item: Record, report: CheckReport, *, by: Actor | None) -> None:
    """Inside an act that holds the record: filed, and from now on frozen."""
    item.digest = manifest_digest(item)
    item.state = State.FILED
    item.filed_at = item.moved_at = now()
    item.save()
    record(
        by,
        "archive.filed",
        stream=f"record:{item.uid}",
        about=item.uid,
        title=item.title,
        code=item.code,
        digest=item.digest,
        report=str(report.uid),
    )


def stop(item: Record, state: State, why: str, *, by: Actor | None) -> None:
    """Inside an act that holds the record: it is not filed, and its history says why."""
    item.state, item.moved_at = state, now()
    item.save(update_fields=["state", "moved_at"])
    record(by, "archive.refused", stream=f"record:{item.uid}", about=item.uid, title=item.title, opinion=why)


def manifest_digest(item: Record) -> str:
    """SM3 over what the record is: its 档号 and revision, the name, digest and size of each of its files, its description."""
    files = item.files.filter(revision=item.revision).select_related("file")
    manifest = {
        "uid": str(item.uid),
        "code": item.code,
        "revision": item.revision,
        "files": [[one.role, one.name, one.file.sm3, one.file.size] for one in files],
        "metadata": item.metadata,
    }
    return sm3(canonical_json(manifest).encode()).hex()
