from docflow.supervision.views.acts import do
from docflow.supervision.views.figures import board, bulletin, ranking
from docflow.supervision.views.opening import new_matter
from docflow.supervision.views.pages import evidence, matter_page, matters
from docflow.supervision.views.settings import rule

__all__ = ["board", "bulletin", "do", "evidence", "matter_page", "matters", "new_matter", "ranking", "rule"]
