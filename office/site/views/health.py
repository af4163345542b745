"""Is the process there, and can it work? For load balancers and people on call, without sign-in."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse

from archive.api import index_answers


@login_not_required
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


@login_not_required
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers and its tables are those of this version; 503 with what is missing otherwise.

    An index that does not answer is said and is no hindrance: everything but the search goes on.
    """
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "no", "reason": "database does not answer"}, status=503)
    if pending:
        return JsonResponse({"status": "no", "reason": "migrations are pending"}, status=503)
    return JsonResponse({"status": "ok", "search": "ok" if index_answers() else "does not answer"})
