from claims.admin import articles, claims, extractions, home, records, sources

__all__ = ["articles", "claims", "extractions", "home", "records", "sources"]
