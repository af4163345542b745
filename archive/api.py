"""What the desk may call of the archive."""

from archive.fixity import recheck_fixity
from archive.loans.selectors.lists import LOANS_WAIT
from archive.policy import keeps_records
from archive.search.actions.tell_of_new_hits import tell_of_new_hits
from archive.search.asking import Asked
from archive.search.catching_up import (
    catch_up,
    index_answers,
    rebuild_index,
    reconcile_index,
    release_index,
    sweep_index,
    tend_index,
)
from archive.search.engine.port import IndexUnavailable
from archive.search.models import Entry
from archive.search.selectors.finding import find_all
from archive.search.tasks import reconcile_search
from archive.search.words import terms_of
from archive.selectors.queue import records_waiting

__all__ = [
    "LOANS_WAIT",
    "Asked",
    "Entry",
    "IndexUnavailable",
    "catch_up",
    "find_all",
    "index_answers",
    "keeps_records",
    "rebuild_index",
    "recheck_fixity",
    "reconcile_index",
    "reconcile_search",
    "records_waiting",
    "release_index",
    "sweep_index",
    "tell_of_new_hits",
    "tend_index",
    "terms_of",
]
