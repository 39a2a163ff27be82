from reviews.admin import claims, rating_scales, records, reviews

__all__ = ["claims", "rating_scales", "records", "reviews"]
