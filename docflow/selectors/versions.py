"""Versions read: their elements, their digests, the whole document as it goes out."""

from dataclasses import replace

from docflow.elements.data import canonical_bytes, from_data, to_data
from docflow.elements.kinds import USAGE
from docflow.elements.registration import Registration, registered, text_of
from docflow.elements.schema import Elements
from docflow.models import Document, Version, WorkingCopy
from office.kernel.digests import sm3


def elements_of(version: Version) -> Elements:
    """The text of a version: all elements but those given after 签发."""
    return from_data(version.elements)


def current_version(document: Document) -> Version:
    """The newest version. A document has one from its first save on."""
    return document.versions.get(n=document.current)


def digest_of(elements: Elements) -> str:
    """SM3 of the text, hex: what opinions and consents are bound to."""
    return sm3(canonical_bytes(text_of(elements))).hex()


def stored(elements: Elements) -> dict[str, object]:
    """The JSON of a version's row."""
    return to_data(text_of(elements))


def whole(document: Document, version: Version) -> Elements:
    """The document as it goes out: the version's text with the number and dates that the office gave it."""
    text = elements_of(version)
    if document.signer and text.kind_known is not None and USAGE[text.kind_known].needs_signer:
        text = replace(text, signers=(document.signer,))  # 条例第九条：上行文应当标注签发人
    given = Registration(number=document.number, date=document.signed_on, print_date=document.printed_on)
    return registered(text, given)


def read_copy(copy: WorkingCopy) -> Elements:
    """The text of a working copy."""
    return from_data(copy.elements)
