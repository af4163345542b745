from archive.loans.views.acts import act, do
from archive.loans.views.asking import new_loan
from archive.loans.views.pages import desk, loan_page, my_loans
from archive.loans.views.reading import downloaded, page_image, printed, reading_page, term
from archive.loans.views.readings import readings

__all__ = [
    "act",
    "desk",
    "do",
    "downloaded",
    "loan_page",
    "my_loans",
    "new_loan",
    "page_image",
    "printed",
    "reading_page",
    "readings",
    "term",
]
