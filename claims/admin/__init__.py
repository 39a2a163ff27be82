from claims.admin import articles, claims, records

__all__ = ["articles", "claims", "records"]
