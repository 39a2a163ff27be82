"""Whether a web process is alive, and whether requests may be sent to it."""

from functools import cache

from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from factcheck import ownership
from factcheck.operations import archiving, replicating


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """It answers, whatever becomes of the database: nothing is mended by a restart."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """It has its database with this release's tables: 200, else 503 with what is missing.

    `warnings` tells what will need somebody soon, and is no reason to send requests elsewhere.
    """
    warnings = []
    try:
        warnings = [
            *archiving.complaints(), *ownership.complaints(), *replicating.complaints()
        ]  # fmt: skip
        missing = [] if _is_migrated() else ["migrations"]
    except Error:
        missing = ["database"]
    answer = {"status": "not ready" if missing else "ok", "missing": missing}
    if warnings:
        answer["warnings"] = warnings
    return JsonResponse(answer, status=503 if missing else 200)


def _is_migrated() -> bool:
    if not _seen():
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            return False
        _seen().append(True)
    return True


@cache
def _seen() -> list[bool]:
    """Filled once everything was found to be migrated: that does not go away."""
    return []
