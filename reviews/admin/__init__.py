from reviews.admin import claims, comments, home, rating_scales, records, reviews, sources

__all__ = ["claims", "comments", "home", "rating_scales", "records", "reviews", "sources"]
