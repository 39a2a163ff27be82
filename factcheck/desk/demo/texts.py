"""What the people of the demo write. The sources are real, and say this."""

from datetime import date
from pathlib import Path
from typing import Any

ARTICLE = Path(__file__).with_name("article.fr.txt")
ABOUT: dict[str, Any] = {
    "url": "https://gazette.example/2023/llama-fuite",
    "title": "LLaMA, le modèle de langage de Meta, circule librement sur Internet",
    "publisher": "La Gazette du numérique",
    "language": "fr",
    "published_on": date(2023, 3, 8),
}

#: The passage that is checked begins so, and stands by itself in these words.
PASSAGE = "Son accès devait être réservé"
CLAIM = (
    "L’accès à LLaMA devait être réservé aux chercheurs agréés, aux administrations et aux"
    " organisations non gouvernementales."
)
CLAIMED_ON = date(2023, 3, 8)
TOPIC = ("intelligence-artificielle", "Intelligence artificielle")
CLAIMANT = {"name": "La Gazette du numérique", "kind": "Organization"}

SOURCE = {
    "title": "Introducing LLaMA: A foundational, 65-billion-parameter large language model",
    "kind": "statement",
    "url": "https://ai.meta.com/blog/large-language-model-llama-meta-ai/",
    "publisher": "Meta AI",
    "published_on": date(2023, 2, 24),
    "archived_url": "https://web.archive.org/web/2023/https://ai.facebook.com/blog/"
    "large-language-model-llama-meta-ai/",
}
QUOTE = (
    "Access to the model will be granted on a case-by-case basis to academic researchers; those"
    " affiliated with organizations in government, civil society, and academia; and industry"
    " research laboratories around the world."
)

FIRST = {
    "rating": "true",
    "headline": "Oui, l’accès à LLaMA était réservé à des organismes agréés",
    "summary": "Meta annonçait le 24 février 2023 un accès « au cas par cas ».",
}
CORRECTED = {
    "rating": "mostly_true",
    "headline": "L’accès à LLaMA était réservé, mais aussi ouvert à la recherche industrielle",
    "summary": (
        "Meta annonçait le 24 février 2023 un accès « au cas par cas » pour les chercheurs"
        " universitaires, les administrations et la société civile. L’article omet les laboratoires"
        " de recherche industriels, que l’annonce cite aussi."
    ),
    "correction_note": (
        "La première version oubliait les laboratoires industriels, que l’annonce de Meta cite :"
        " la note passe de « Vrai » à « Plutôt vrai »."
    ),
}
