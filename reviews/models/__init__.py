from reviews.models.approval import Approval, Contribution
from reviews.models.comment import Comment, Mention
from reviews.models.evidence import Evidence
from reviews.models.rating import Rating, RatingScale
from reviews.models.review import ClaimReview

__all__ = [
    "Approval",
    "ClaimReview",
    "Comment",
    "Contribution",
    "Evidence",
    "Mention",
    "Rating",
    "RatingScale",
]
