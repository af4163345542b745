"""What a version holds and what is given to it later."""

from hypothesis import given, settings

from docflow.elements.registration import registered, registration_of, text_of
from docflow.elements.schema import Elements
from tests.docflow.elements.strategies import elements


@settings(deadline=None, max_examples=40)
@given(elements())
def test_a_document_is_its_text_and_its_registration(document: Elements) -> None:
    assert registered(text_of(document), registration_of(document)) == document


@settings(deadline=None, max_examples=40)
@given(elements())
def test_number_and_days_are_no_part_of_the_text(document: Elements) -> None:
    text = text_of(document)
    assert (text.number, text.date, text.date_text, text.print_date, text.copy_number) == ("", None, "", None, "")
    assert (text.body, text.title, text.kind) == (document.body, document.title, document.kind)
