from claims.admin import articles, claims, home, records

__all__ = ["articles", "claims", "home", "records"]
