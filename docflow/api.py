"""What other rooms and the desk may call of the documents room."""

from docflow import cache
from docflow.actions.completing import complete_taken
from docflow.actions.draft_document import DraftText, codes_to_draft_under, draft_document
from docflow.actions.hand_back import claim, put_back, reassign, return_to, withdraw
from docflow.distribution.selectors.inbox import RECEIPTS, receives
from docflow.filing.asking import filing_of
from docflow.filing.closed import closed_papers
from docflow.filing.values import Closed, Deed, Filing, LinkedPaper, Part, Signature
from docflow.flow.acts import Stance, Terminate
from docflow.flow.definitions import ship as ship_routes
from docflow.flow.run import Run as Walk
from docflow.issued import DocumentStanding, document_standings
from docflow.models import Task
from docflow.models.papers import Paper, TimeLimit
from docflow.policy import papers, tasks
from docflow.printing import sheet_pdf
from docflow.repealing import repeal_of_paper, repealed_of
from docflow.seals.verdict import SealCheck, Verdict
from docflow.searching import Attached, Findable, every_paper, findable, papers_moved, papers_with
from docflow.secrecy import refuse_marked
from docflow.selectors.desk import returned_to, sent_by, sent_count
from docflow.selectors.keeping import keeps_routes
from docflow.selectors.verification import begin_checks, verify_content
from docflow.sheets.sheet import Column, Fact, Facts, Listing, Section, Sheet, Voice
from docflow.showing.marking import marked_copy, marked_page
from docflow.showing.pages import Keeper, Shown, has_own_page, pages_of, pictures_of, shown_as
from docflow.showing.sending import while_it_holds
from docflow.showing.words import extract, has_text
from docflow.supervision.actions.open_matter import open_matter
from docflow.supervision.actions.opening import SourceLink, Wish
from docflow.supervision.models import Source
from docflow.supervision.selectors.for_others import (
    MatterStanding,
    leaders_to_answer,
    matter_standings,
    may_open_matters,
    units_to_give_to,
)
from docflow.views.passage import passage_of
from docflow.walking.performing import begin, perform, put_on_route
from docflow.workshop import page_image

__all__ = [
    "RECEIPTS",
    "Attached",
    "Closed",
    "Column",
    "Deed",
    "DocumentStanding",
    "DraftText",
    "Fact",
    "Facts",
    "Filing",
    "Findable",
    "Keeper",
    "LinkedPaper",
    "Listing",
    "MatterStanding",
    "Paper",
    "Part",
    "SealCheck",
    "Section",
    "Sheet",
    "Shown",
    "Signature",
    "Source",
    "SourceLink",
    "Stance",
    "Task",
    "Terminate",
    "TimeLimit",
    "Verdict",
    "Voice",
    "Walk",
    "Wish",
    "begin",
    "begin_checks",
    "cache",
    "claim",
    "closed_papers",
    "codes_to_draft_under",
    "complete_taken",
    "document_standings",
    "draft_document",
    "every_paper",
    "extract",
    "filing_of",
    "findable",
    "has_own_page",
    "has_text",
    "keeps_routes",
    "leaders_to_answer",
    "marked_copy",
    "marked_page",
    "matter_standings",
    "may_open_matters",
    "open_matter",
    "page_image",
    "pages_of",
    "papers",
    "papers_moved",
    "papers_with",
    "passage_of",
    "perform",
    "pictures_of",
    "put_back",
    "put_on_route",
    "reassign",
    "receives",
    "refuse_marked",
    "repeal_of_paper",
    "repealed_of",
    "return_to",
    "returned_to",
    "sent_by",
    "sent_count",
    "sheet_pdf",
    "ship_routes",
    "shown_as",
    "tasks",
    "units_to_give_to",
    "verify_content",
    "while_it_holds",
    "withdraw",
]
