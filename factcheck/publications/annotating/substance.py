"""Whether a sentence shares enough with a claim to be told as the same in other words. Pure.

The matcher's probabilities are fitted to posts, which somebody asks about because they claim
something. Most sentences of an article repeat no claim, and many are short: then one rare word that
both have looks telling. So more is asked for here.
"""

from factcheck.matching.asking import Text, ask
from factcheck.matching.judging import Judgement
from factcheck.matching.terms import terms

#: Always from this probability on. The figures behind these are in docs/matching.md.
_PROBABILITY = 0.9
#: By meaning alone: the cosine.
_SEMANTIC = 0.6
#: By words, all of: the share of the sentence's words by their worth, the number of terms that both
#: have, and how much these are of the shorter one's.
_LEXICAL, _TERMS, _PART = 0.35, 3, 0.5


def enough(judgement: Judgement, sentence: Text, claim: Text) -> bool:
    if judgement.probability < _PROBABILITY:
        return False
    if (judgement.semantic or 0.0) >= _SEMANTIC:
        return True
    return judgement.lexical >= _LEXICAL and _share_enough(sentence, claim)


def _share_enough(sentence: Text, claim: Text) -> bool:
    asked, theirs = ask(sentence), set(terms(*claim))
    shared = len(asked.terms.keys() & theirs)
    return shared >= max(_TERMS, _PART * min(len(asked.own), len(theirs)))
