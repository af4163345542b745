"""借阅的列表：what I borrowed or asked for; for the archivist what waits, what is out, what is over."""

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from archive.loans.lending import GLYPH
from archive.loans.models import Extension, Loan, LoanState
from archive.loans.policy import NAMES
from office.api import Waits
from office.kernel.clock import now

MINE: dict[str, str] = {"out": "在借", "asked": "审批中", "over": "已了结"}
DESK: dict[str, str] = {"asked": "待审批", "out": "借出", "over": "已了结"}
ENDED = (
    LoanState.GIVEN_BACK,
    LoanState.TAKEN_BACK,
    LoanState.EXPIRED,
    LoanState.REFUSED,
    LoanState.CALLED_OFF,
)


def standing(view: str, moment: datetime | None = None) -> Q:
    """The rows of a view. What has come to its end is over, also before its row says so."""
    moment = moment or now()
    return {
        "asked": Q(state__in=(LoanState.ASKED, LoanState.AGREED)),
        "out": Q(state=LoanState.LENT, until__gt=moment),
        "over": Q(state__in=ENDED) | Q(state=LoanState.LENT, until__lte=moment),
    }[view]


def counts(rows: QuerySet[Loan]) -> dict[str, int]:
    """How many stand where, in one query."""
    moment = now()
    found: dict[str, int] = rows.aggregate(**{view: Count("pk", filter=standing(view, moment)) for view in MINE})
    return found


def listed(rows: QuerySet[Loan], view: str) -> QuerySet[Loan]:
    """A view, with what its rows show: what ends first stands first, else the newest move."""
    waiting = Extension.objects.filter(loan=OuterRef("pk"), agreed__isnull=True)
    rows = rows.filter(standing(view)).select_related(*NAMES).annotate(extension_waits=Exists(waiting))
    return rows.order_by("until", "pk") if view == "out" else rows.order_by("-moved_at", "-pk")


def with_extensions(loan: Loan) -> list[Extension]:
    """All that were asked for, the earliest first."""
    return list(loan.extensions.select_related("decided_by__person"))


def of_record(record_pk: int, rows: QuerySet[Loan]) -> list[Loan]:
    """Loans of one record, the newest first."""
    named = rows.filter(record=record_pk).select_related(*NAMES)
    return list(named.prefetch_related(Prefetch("extensions")).order_by("-opened_at", "-pk")[:20])


LOANS_WAIT = Waits(Q(kind=GLYPH))
"""What about loans waits for somebody: requests to answer, extensions, loans that end soon."""
