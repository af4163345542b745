"""What a version of the text does not hold: 发文字号, 成文日期, 印发日期 and 份号 are given after 签发 and joined to it at 排版."""

import datetime as dt
from dataclasses import dataclass, replace

from docflow.elements.schema import Elements


@dataclass(frozen=True, slots=True)
class Registration:
    """登记: what the office gives a signed text."""

    number: str = ""
    date: dt.date | None = None
    date_text: str = ""
    print_date: dt.date | None = None
    copy_number: str = ""


def text_of(elements: Elements) -> Elements:
    """The part of the elements that a version holds and that digests of consent are taken of."""
    return registered(elements, Registration())


def registration_of(elements: Elements) -> Registration:
    """The other part: `registered(text_of(e), registration_of(e)) == e`."""
    return Registration(
        number=elements.number,
        date=elements.date,
        date_text=elements.date_text,
        print_date=elements.print_date,
        copy_number=elements.copy_number,
    )


def registered(text: Elements, given: Registration) -> Elements:
    """A version's text with what was given to it: the whole document."""
    return replace(
        text,
        number=given.number,
        date=given.date,
        date_text=given.date_text,
        print_date=given.print_date,
        copy_number=given.copy_number,
    )
