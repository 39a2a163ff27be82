from reviews.admin import claims, rating_scales, records, reviews, sources

__all__ = ["claims", "rating_scales", "records", "reviews", "sources"]
