"""What other rooms and the desk may call of the documents room."""

from docflow.distribution.selectors.inbox import receipts_waiting, receives
from docflow.searching import Attached, Findable, every_paper, findable, papers_moved, papers_with
from docflow.selectors.desk import returned_to, sent_by, sent_count
from docflow.selectors.keeping import keeps_routes

__all__ = [
    "Attached",
    "Findable",
    "every_paper",
    "findable",
    "keeps_routes",
    "papers_moved",
    "papers_with",
    "receipts_waiting",
    "receives",
    "returned_to",
    "sent_by",
    "sent_count",
]
