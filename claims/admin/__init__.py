from claims.admin import articles, claims, fetches, home, records, sources

__all__ = ["articles", "claims", "fetches", "home", "records", "sources"]
