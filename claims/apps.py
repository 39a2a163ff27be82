from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ClaimsConfig(AppConfig):
    """What was said: articles, the claims in them, who made them, and sources."""

    name = "claims"
    verbose_name = _("claims")

    def ready(self) -> None:
        from claims import measures  # noqa: F401 - it registers them
        from claims.fetching import FETCH
        from claims.matching import index
        from claims.models import Article, Claim, Claimant, Fetch, Source, Topic
        from claims.workflow import TRIAGE
        from factcheck.history.replay import register
        from factcheck.matching.index import sides

        register("article", Article)
        register("claim", Claim, TRIAGE)
        register("claimant", Claimant)
        register("fetch", Fetch, FETCH)
        register("source", Source)
        register("topic", Topic)
        sides.register(sides.Side("desk", index.INDEX, index.after, index.these))
