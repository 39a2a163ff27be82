from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    """What we found and decided: reviews, their evidence, ratings and approvals."""

    name = "reviews"
    verbose_name = _("reviews")

    def ready(self) -> None:
        from factcheck.history.replay import register
        from reviews import listening  # noqa: F401 - it subscribes to what claims announce
        from reviews.models import ClaimReview, Comment, RatingScale
        from reviews.workflow import REVIEW

        register("review", ClaimReview, REVIEW)
        register("scale", RatingScale)
        register("comment", Comment)
