"""查找要借的是哪一件：for the archivist, by title, number or 档号, among the filed records that he keeps."""

from django.db.models import Q

from archive.loans.models import Loan
from archive.models import Record, State
from archive.policy import records
from office.api import Actor

MOST = 20


def candidates(words: str, loan: Loan, *, by: Actor) -> list[Record]:
    """Every word stands in title, number or 档号; the newest first."""
    rows = records.kept(by).filter(organ=loan.organ_id, state=State.FILED)
    for word in words.split():
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(code__icontains=word))
    return list(rows.select_related("department").order_by("-filed_at", "-pk")[:MOST]) if words.split() else []
