from claims.admin import articles, claims, extractions, fetches, home, records, sources

__all__ = ["articles", "claims", "extractions", "fetches", "home", "records", "sources"]
