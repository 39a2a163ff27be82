from reviews.admin import claims, comments, rating_scales, records, reviews

__all__ = ["claims", "comments", "rating_scales", "records", "reviews"]
