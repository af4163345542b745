"""The one door of the package: a file's strings, by its kind. A stranger's child calls it and answers in JSON."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from docflow.extracting.bounds import gathered
from docflow.extracting.paragraphs import paragraphs
from docflow.extracting.word_text import word_pages
from office.kernel.ofd_text import ofd_pages
from office.kernel.uploads.kinds import CSV, DOCX, OFD, PDF, TEXT
from office.kernel.uploads.plain_text import check_text


def read_strings(content: bytes, media_type: str) -> dict[str, Any]:
    """{"strings": […], "cut": whether something was left out}. Raises Flaw, KeyError for a kind that has no reader."""
    found = gathered(READERS[media_type](content))
    return {"strings": found.strings, "cut": found.cut}


def _pdf(content: bytes) -> Iterator[list[str]]:
    return paragraphs(_pdf_lines(content))


def _pdf_lines(content: bytes) -> Iterator[Sequence[str]]:
    import pypdfium2  # noqa: PLC0415 - only the child loads it

    pdfium: Any = pypdfium2
    document = pdfium.PdfDocument(content)
    try:
        for n in range(len(document)):
            yield document[n].get_textpage().get_text_bounded().replace("\ufffe", "").splitlines()
    finally:
        document.close()


def _ofd(content: bytes) -> Iterator[list[str]]:
    return paragraphs(ofd_pages(content))


def _plain(content: bytes) -> Iterator[list[str]]:
    yield check_text(content).splitlines()


READERS: Final[dict[str, Callable[[bytes], Iterator[list[str]]]]] = {
    PDF.media_type: _pdf,
    OFD.media_type: _ofd,
    DOCX.media_type: word_pages,
    TEXT.media_type: _plain,
    CSV.media_type: _plain,
}
