"""What other rooms and the desk may call of the documents room."""

from docflow.distribution.selectors.inbox import receipts_waiting, receives
from docflow.printing import sheet_pdf
from docflow.seals.verdict import SealCheck, Verdict
from docflow.selectors.desk import returned_to, sent_by, sent_count
from docflow.selectors.keeping import keeps_routes
from docflow.selectors.verification import verify_content
from docflow.sheets.sheet import Column, Fact, Facts, Listing, Section, Sheet, Voice

__all__ = [
    "Column",
    "Fact",
    "Facts",
    "Listing",
    "SealCheck",
    "Section",
    "Sheet",
    "Verdict",
    "Voice",
    "keeps_routes",
    "receipts_waiting",
    "receives",
    "returned_to",
    "sent_by",
    "sent_count",
    "sheet_pdf",
    "verify_content",
]
