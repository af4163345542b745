"""What other rooms and the desk may call of the documents room."""

from docflow.distribution.selectors.inbox import receipts_waiting, receives
from docflow.secrecy import refuse_marked
from docflow.selectors.desk import returned_to, sent_by, sent_count
from docflow.selectors.keeping import keeps_routes

__all__ = ["keeps_routes", "receipts_waiting", "receives", "refuse_marked", "returned_to", "sent_by", "sent_count"]
