"""附件说明 and what keeps its word: a text behind the body, or else a file beside it."""

from docflow.elements.schema import Elements


def promised_files(elements: Elements) -> tuple[str, ...]:
    """The names under 附件说明 that no text behind the body answers to: for these there must be files."""
    titles = {_plain(one.title) for one in elements.attachments}
    if len(elements.attachments) >= len(elements.attachment_note):
        return ()
    return tuple(name for name in elements.attachment_note if _plain(name) not in titles)


def _plain(name: str) -> str:
    return "".join(name.split()).strip("《》。.")
