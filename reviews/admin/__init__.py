from reviews.admin import claims, home, rating_scales, records, reviews

__all__ = ["claims", "home", "rating_scales", "records", "reviews"]
