"""What kind of thing a noun names: a function, an institution, a document, somebody unnamed."""

from claims.extraction.attribution.tokens import Token
from claims.extraction.lexicon import Lexicon


def is_noun(token: Token, lexicon: Lexicon) -> bool:
    return any(
        token.norm in lexicon.words(section)
        for section in ("roles", "institutions", "documents", "sources", "people")
    )


def is_role(norm: str, lexicon: Lexicon) -> bool:
    return norm in lexicon.words("roles") or norm in lexicon.words("other titles")


def is_body(norm: str, lexicon: Lexicon) -> bool:
    return norm in lexicon.words("institutions")


def is_document(norm: str, lexicon: Lexicon) -> bool:
    return norm in lexicon.words("documents")


def is_civil(norm: str, lexicon: Lexicon) -> bool:
    return norm in lexicon.words("masculine titles") or norm in lexicon.words("feminine titles")


def gender_of_role(norm: str, lexicon: Lexicon) -> str:
    """What the ending tells, in French."""
    if lexicon.language != "fr":
        men, women = ("spokesman", "chairman"), ("spokeswoman", "chairwoman")
        return "m" if norm in men else "f" if norm in women else ""
    if norm.endswith(("ente", "rice", "euse", "ée", "ienne", "ière", "onne", "ate", "ante")):
        return "f"
    if norm.endswith(("ent", "eur", "ien", "ier", "é", "at", "ant", "on")):
        return "m"
    return ""
