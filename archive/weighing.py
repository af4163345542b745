"""What keeps a historical document out of the archive: content that is not whole or cannot be opened, and a virus.

Facts that are missing cannot be had any more: the report says so, and the document is filed, the first time as after every return.
"""

from archive.models import CheckReport, Record, Role

FAILED = "不合格"
CONTENT_IS_WHOLE = frozenset({"1-1", "1-10", "2-7", "3-4"})
NO_VIRUS = "4-2"
WRITTEN_HERE = (Role.METADATA, Role.PROCESS)


def what_keeps_out(report: CheckReport, item: Record) -> list[str]:
    """What failed and weighs, in sentences; a catalogue entry without any file has no content that could fail."""
    has_content = item.current_files.exclude(role__in=WRITTEN_HERE).exists()
    weighs = CONTENT_IS_WHOLE | {NO_VIRUS} if has_content else {NO_VIRUS}
    failed = [one for one in report.items if one["result"] == FAILED]
    return [f"{one['name']}：{one['says']}" for one in failed if one["code"].partition("-")[2] in weighs]
