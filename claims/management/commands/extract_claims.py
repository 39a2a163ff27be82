import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from claims.actions import extract_claims
from claims.extraction import Candidate
from claims.models import Article
from claims.outcomes import told
from factcheck.errors import DeskError


class Command(BaseCommand):
    help = "Find an article's candidate claims, best first, and suggest the new ones to the desk."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("article", help="the article's id, as import_article prints it")
        parser.add_argument("--json", action="store_true", help="print the candidates as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        article = self._article(options["article"])
        try:
            candidates, new = extract_claims(article, actor=None)
        except DeskError as error:
            raise CommandError(str(error)) from None
        for sentence in told(candidates):
            self.stderr.write(sentence)
        if options["json"]:
            documents = [_document(candidate) for candidate in candidates]
            self.stdout.write(json.dumps(documents, ensure_ascii=False, indent=2))
            return
        for candidate in candidates:
            span = f"{candidate.start}-{candidate.end}"
            words = " ".join(candidate.quote.split())
            who = f"  [{candidate.claimant}]" if candidate.claimant else ""
            self.stdout.write(f"{candidate.score:.3f}  {span:>13}  {words}{who}")
        self.stdout.write(f"{len(candidates)} candidates, {len(new)} of them new on the desk.")

    def _article(self, given: str) -> Article:
        article = None
        if given.isascii() and given.isdigit() and len(given) <= 18:
            article = Article.objects.filter(pk=int(given)).first()
        if article is None:
            raise CommandError(
                f"There is no article {given}. Import it first: import_article prints its id."
            )
        return article


def _document(candidate: Candidate) -> dict[str, Any]:
    return {
        "start": candidate.start,
        "end": candidate.end,
        "exact": candidate.quote,
        "score": candidate.score,
        "reasons": [
            {"code": reason.code, "label": reason.label, "weight": reason.weight}
            for reason in candidate.reasons
        ],
        "claim": candidate.claim,
        "claimant": candidate.claimant,
        "claimant_span": candidate.claimant_span,
        "cue": candidate.cue,
        "speech": candidate.speech,
        "claim_date": candidate.claim_date and candidate.claim_date.isoformat(),
        "precision": candidate.precision,
        "extractor": candidate.extractor,
        "version": candidate.version,
    }
