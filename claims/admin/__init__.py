from claims.admin import articles, claims, records, sources

__all__ = ["articles", "claims", "records", "sources"]
