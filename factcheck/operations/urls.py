from django.urls import path

from factcheck.operations import health, jobs, metrics  # noqa: F401 - the jobs' own numbers

urlpatterns = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("metrics", metrics.metrics, name="metrics"),
]
