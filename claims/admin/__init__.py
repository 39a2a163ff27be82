from claims.admin import articles, claims, home, records, sources

__all__ = ["articles", "claims", "home", "records", "sources"]
