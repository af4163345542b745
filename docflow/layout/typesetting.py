"""The door of the layout engine: elements and fonts in, a PDF/A-2b and what others need to know about it out."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from docflow.elements.kinds import FORMS_SET
from docflow.elements.schema import Elements
from docflow.layout import ENGINE_VERSION
from docflow.layout.fonts import FontSet
from docflow.layout.general import Composed, compose_file
from docflow.layout.page import Page, SealPlace
from docflow.layout.pdf import draw_pdf
from docflow.layout.pdfa import to_pdfa
from docflow.layout.placeholders import Placeholders
from docflow.layout.refusals import Unsupported

USUAL_DIAMETER = 42.0  # mm


@dataclass(frozen=True, slots=True)
class Typeset:
    """A typeset document.

    `breaks` are the lines of every page as broken, without number and dates, so that a preview can be compared with the final page;
    `seal_places` stand in the order of the organs. `engine` and `fonts` name what made it.
    """

    pdf: bytes
    pages: int
    seal_places: tuple[SealPlace, ...]
    breaks: tuple[tuple[str, ...], ...]
    engine: str
    fonts: str

    @property
    def breaks_digest(self) -> str:
        """Equal for two typesettings exactly if they have as many pages and break every line alike."""
        return hashlib.sha256("\f".join("\n".join(page) for page in self.breaks).encode()).hexdigest()


def typeset(
    elements: Elements,
    fonts: FontSet,
    *,
    preview: Placeholders | None = None,
    diameter: float = USUAL_DIAMETER,
) -> Typeset:
    """Set a document. `preview` gives grey texts for what it does not have yet; `diameter` is of its seal, in mm.

    Raises MissingCharacters and Unsupported, both with a sentence.
    """
    composed = compose(elements, fonts, preview=preview, diameter=diameter)
    pdf = to_pdfa(draw_pdf(composed.pages, fonts), title=elements.title or elements.kind, authors=elements.issuers)
    return Typeset(
        pdf=pdf,
        pages=len(composed.pages),
        seal_places=composed.seal_places,
        breaks=tuple(tuple(page.breaks) for page in composed.pages),
        engine=ENGINE_VERSION,
        fonts=fonts.digest,
    )


def compose(
    elements: Elements, fonts: FontSet, *, preview: Placeholders | None = None, diameter: float = USUAL_DIAMETER
) -> Composed:
    """The pages alone, for those who draw them otherwise. Raises as `typeset`."""
    fonts.require(_texts(elements))
    if elements.form_taken not in FORMS_SET:
        raise Unsupported(f"没有排版：{elements.form_taken}格式还不能排。请改用文件格式，或另行排版。")
    if len(elements.issuers) > 1 or len(elements.signature) > 1:
        raise Unsupported("没有排版：联合行文还不能排。请由主办机关单独行文，或另行排版。")
    return compose_file(elements, fonts, preview, diameter)


def absent(elements: Elements) -> Iterator[str]:
    """The names of obligatory elements that this document does not have; the page leaves them out."""
    wanted = {
        "发文机关": elements.issuers,
        "发文字号": elements.number,
        "标题": elements.title,
        "正文": elements.body,
        "成文日期": elements.date or elements.date_text,
    }
    yield from (name for name, value in wanted.items() if not value)


def _texts(elements: Elements) -> Iterator[tuple[str, str]]:
    """Every text of the page with the name of its place."""
    single = {
        "份号": elements.copy_number,
        "密级": elements.secrecy_period,
        "发文字号": elements.number,
        "标题": elements.title,
        "主送机关": elements.main_recipients_line,
        "成文日期": elements.date_text,
        "附注": elements.note,
        "印发机关": elements.print_organ,
    }
    yield from single.items()
    many = {
        "发文机关": elements.issuers,
        "签发人": elements.signers,
        "主送机关": elements.main_recipients,
        "附件说明": elements.attachment_note,
        **dict(elements.people),
        "发文机关署名": elements.signature,
        "抄送机关": elements.cc,
    }
    for place, texts in many.items():
        yield from ((place, text) for text in texts)
    yield from ((f"正文第{k}段", text) for k, text in enumerate(elements.body, 1))
    for n, attached in enumerate(elements.attachments, 1):
        yield f"附件{n}标题", attached.title
        yield from ((f"附件{n}第{k}段", text) for k, text in enumerate(attached.body, 1))


__all__ = ["Page", "Typeset", "absent", "compose", "typeset"]
