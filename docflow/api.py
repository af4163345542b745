"""What other rooms and the desk may call of the documents room."""

from docflow.selectors.desk import returned_to, sent_by, sent_count

__all__ = ["returned_to", "sent_by", "sent_count"]
