from reviews.models.approval import Approval, Contribution
from reviews.models.evidence import Evidence
from reviews.models.rating import Rating, RatingScale
from reviews.models.review import ClaimReview

__all__ = ["Approval", "ClaimReview", "Contribution", "Evidence", "Rating", "RatingScale"]
