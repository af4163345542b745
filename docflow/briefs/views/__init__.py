from docflow.briefs.views.acts import call_off, do_brief, do_issue, do_item
from docflow.briefs.views.figures import bulletin, ranking, scores
from docflow.briefs.views.lists import briefs, find, issues, requests
from docflow.briefs.views.pages import (
    brief_file,
    brief_page,
    issue_file,
    issue_image,
    issue_page,
    item_page,
    request_page,
)
from docflow.briefs.views.settings import periodical, rule, settings
from docflow.briefs.views.writing import new_brief, new_issue, new_request

__all__ = [
    "brief_file",
    "brief_page",
    "briefs",
    "bulletin",
    "call_off",
    "do_brief",
    "do_issue",
    "do_item",
    "find",
    "issue_file",
    "issue_image",
    "issue_page",
    "issues",
    "item_page",
    "new_brief",
    "new_issue",
    "new_request",
    "periodical",
    "ranking",
    "request_page",
    "requests",
    "rule",
    "scores",
    "settings",
]
