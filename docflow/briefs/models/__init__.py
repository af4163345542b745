from docflow.briefs.models.briefs import Brief, BriefFile, BriefKind, BriefState
from docflow.briefs.models.desks import Desk, Periodical, PeriodicalReader, PeriodicalYear
from docflow.briefs.models.issues import Entry, Instruction, Issue, IssueState, Rank
from docflow.briefs.models.items import Item
from docflow.briefs.models.requests import AskedUnit, BriefRequest
from docflow.briefs.models.scores import Score, ScoreKind, ScoreLine, ScoreRule, Sharing, Stacking, UnitTarget

__all__ = [
    "AskedUnit",
    "Brief",
    "BriefFile",
    "BriefKind",
    "BriefRequest",
    "BriefState",
    "Desk",
    "Entry",
    "Instruction",
    "Issue",
    "IssueState",
    "Item",
    "Periodical",
    "PeriodicalReader",
    "PeriodicalYear",
    "Rank",
    "Score",
    "ScoreKind",
    "ScoreLine",
    "ScoreRule",
    "Sharing",
    "Stacking",
    "UnitTarget",
]
