"""What other rooms and the desk may call of the documents room.

A room whose own papers walk a route (`Paper`) says where its definitions lie (`ship_routes`), puts a paper on one (`put_on_route`, `begin`),
takes a task (`tasks.take`) and completes it or ends the whole (`complete_taken`, `perform`); 领办、放回、转办、撤回、退回 are the same for all papers.
Its page shows what `passage_of` tells by this room's parts.
"""

from docflow.actions.completing import complete_taken
from docflow.actions.hand_back import claim, put_back, reassign, return_to, withdraw
from docflow.distribution.selectors.inbox import receipts_waiting, receives
from docflow.filing.asking import filing_of
from docflow.filing.closed import closed_papers
from docflow.filing.values import Closed, Deed, Filing, LinkedPaper, Part, Signature
from docflow.flow.acts import Terminate
from docflow.flow.definitions import ship as ship_routes
from docflow.flow.run import Run as Walk
from docflow.models import Task
from docflow.models.papers import Paper
from docflow.policy import papers, tasks
from docflow.selectors.desk import returned_to, sent_by, sent_count
from docflow.selectors.keeping import keeps_routes
from docflow.views.passage import passage_of
from docflow.walking.performing import begin, perform, put_on_route
from docflow.workshop import page_image

__all__ = [
    "Closed",
    "Deed",
    "Filing",
    "LinkedPaper",
    "Paper",
    "Part",
    "Signature",
    "Task",
    "Terminate",
    "Walk",
    "begin",
    "claim",
    "closed_papers",
    "complete_taken",
    "filing_of",
    "keeps_routes",
    "page_image",
    "papers",
    "passage_of",
    "perform",
    "put_back",
    "put_on_route",
    "reassign",
    "receipts_waiting",
    "receives",
    "return_to",
    "returned_to",
    "sent_by",
    "sent_count",
    "ship_routes",
    "tasks",
    "withdraw",
]
