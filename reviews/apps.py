from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    """What we found and decided: reviews, their evidence, ratings and approvals."""

    name = "reviews"
    verbose_name = _("reviews")

    def ready(self) -> None:
        from factcheck.history.replay import register

        # What subscribes to what claims announce, and the numbers.
        from reviews import listening, measures  # noqa: F401
        from reviews.models import ClaimReview, Comment, RatingScale
        from reviews.workflow import REVIEW

        register("review", ClaimReview, REVIEW)
        register("scale", RatingScale)
        register("comment", Comment)
