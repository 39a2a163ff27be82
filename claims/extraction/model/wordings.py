"""Whether a model's wording of a claim says no more, and nothing else, than the article does."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice

from claims.extraction.lexicon import Lexicon
from claims.extraction.model.quotes import plain
from claims.extraction.names import capitals, known_names, names
from claims.extraction.numbers import numbers
from claims.extraction.sentence import Sentence, read

_LONGEST = 500  # characters
_FEWEST = 3  # words
_STEM = 4  # letters
_MOST_NUMBERS = 12  # a table is no claim
_TOKENS = re.compile(r"\d+|[^\W\d_]+|[^\w\s]")
_DIGITS = re.compile(r"\d+")
_LOOSE = ("date", "span")  # a date may be put together: "on 3 March" and "in 2023"
_PRONOUNS = ("small words", "he", "she", "they", "it", "anybody", "I")
_DENIALS = frozenset(["cannot", "nobody", "none", "nothing", "neither"])


@dataclass(frozen=True, slots=True)
class Wordings:
    """The article's words, against which each wording is held."""

    text: str  # in plain signs and small letters
    words: frozenset[str]
    names: frozenset[str]
    lexicon: Lexicon

    @classmethod
    def of(cls, text: str, plain_text: str, lexicon: Lexicon) -> "Wordings":
        whole = read(text, lexicon)
        return cls(
            plain_text.lower(),
            frozenset(word.norm for word in whole.words) | frozenset(_DIGITS.findall(text)),
            known_names(capitals(whole)),
            lexicon,
        )

    def objection(self, claim: str, quote: str) -> str:
        """The code of what speaks against the wording, or "" where nothing does."""
        sentence, quoted = read(claim, self.lexicon), read(quote, self.lexicon)
        if len(claim) > _LONGEST or len(sentence.words) < _FEWEST or not claim.isprintable():
            return "wording_unfit"
        if _telling(sentence).isdisjoint(_telling(quoted)):
            return "wording_other"
        if not self._has_numbers(sentence):
            return "wording_number"
        if claim.isupper() or not self._has_names(sentence):
            return "wording_name"
        if _denials(sentence) != _denials(quoted):
            return "wording_denial"
        return ""

    def can_name(self, name: str) -> bool:
        """Whether these words of the article can say who somebody is: "he" does not."""
        nobody = frozenset().union(*map(self.lexicon.words, _PRONOUNS))
        said = {word.norm for word in read(name, self.lexicon).words}
        return any(sign.isalpha() for word in said - nobody for sign in word)

    def _has_numbers(self, sentence: Sentence) -> bool:
        if not self.words.issuperset(_DIGITS.findall(sentence.text)):
            return False
        found = list(islice(numbers(sentence), _MOST_NUMBERS + 1))
        if len(found) > _MOST_NUMBERS:
            return False
        for number in found:
            tokens = _TOKENS.findall(plain(sentence.text[number.start : number.end]).words.lower())
            if number.code in _LOOSE and any(token.isdigit() for token in tokens):
                if not all(token in self.text for token in tokens):
                    return False
            elif not self._says(tokens):
                return False
        return True

    def _has_names(self, sentence: Sentence) -> bool:
        found = capitals(sentence)
        for name in names(sentence, found, self.names):
            if not self._says(_TOKENS.findall(plain(name).words.lower())):
                return False
        ordinary = self.lexicon.words("small words") | self.lexicon.words("sentence starters")
        return all(capital.norm in self.words or capital.norm in ordinary for capital in found)

    def _says(self, tokens: list[str]) -> bool:
        """Whether these stand in the article, one after the other, and are not part of more."""
        together = r"\s?".join(map(re.escape, tokens))
        alone = rf"(?<!\w)(?<!\d[.,\s]){together}(?!\w)(?![.,]\d)"
        return re.search(alone, self.text) is not None


def _telling(sentence: Sentence) -> set[str]:
    """How the words begin that have something to say, in whatever form: closed, closing. Articles
    and the like are short, or known."""
    said = {word.norm for word in sentence.words} - sentence.lexicon.words("small words")
    return {word[:_STEM] for word in said if len(word) >= _STEM or word.isdigit()}


def _denials(sentence: Sentence) -> int:
    """How often something is denied; "ne … pas" is one denial."""
    said = Counter(
        sentence.words[hit.first].norm for hit in sentence.hits.get("negation", ())
    ) + Counter(word.norm for word in sentence.words if word.norm in _DENIALS)
    contracted = Counter(
        word.norm for word in sentence.words if word.norm.endswith("n'") and len(word.norm) > 2
    )
    said |= contracted if sentence.lexicon.language == "en" else Counter()
    leading = said.total() - said["pas"]
    return leading or said["pas"]
