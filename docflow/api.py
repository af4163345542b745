"""What other rooms and the desk may call of the documents room."""

from docflow.distribution.selectors.inbox import receipts_waiting, receives
from docflow.filing.asking import filing_of
from docflow.filing.closed import closed_papers
from docflow.filing.values import Closed, Deed, Filing, LinkedPaper, Part, Signature
from docflow.printing import sheet_pdf
from docflow.seals.verdict import SealCheck, Verdict
from docflow.searching import Attached, Findable, every_paper, findable, papers_moved, papers_with
from docflow.secrecy import refuse_marked
from docflow.selectors.desk import returned_to, sent_by, sent_count
from docflow.selectors.keeping import keeps_routes
from docflow.selectors.verification import verify_content
from docflow.sheets.sheet import Column, Fact, Facts, Listing, Section, Sheet, Voice
from docflow.workshop import page_image

__all__ = [
    "Attached",
    "Closed",
    "Column",
    "Deed",
    "Fact",
    "Facts",
    "Filing",
    "Findable",
    "LinkedPaper",
    "Listing",
    "Part",
    "SealCheck",
    "Section",
    "Sheet",
    "Signature",
    "Verdict",
    "Voice",
    "closed_papers",
    "every_paper",
    "filing_of",
    "findable",
    "keeps_routes",
    "page_image",
    "papers_moved",
    "papers_with",
    "receipts_waiting",
    "receives",
    "refuse_marked",
    "returned_to",
    "sent_by",
    "sent_count",
    "sheet_pdf",
    "verify_content",
]
