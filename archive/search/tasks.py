"""Background work of the search."""

from archive.search.catching_up import reconcile_index
from office.api import task


@task()
def reconcile_search() -> dict[str, int]:
    """核对索引：once a night office, shelf, entries and index are compared; what differs is taken in again. → how much differed."""
    found = reconcile_index()
    return {"collected": found.collected, "stale": found.stale, "foreign": found.foreign}
