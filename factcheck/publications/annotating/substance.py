"""Whether a sentence shares enough with a claim to be told as the same in other words. Pure.

The matcher's probabilities are fitted to posts, which somebody asks about because they claim
something. Most sentences of an article repeat no claim, and many are short: then one rare word that
both have looks telling. So more is asked for here.
"""

from factcheck.matching.asking import Text, ask
from factcheck.matching.judging import Judgement
from factcheck.matching.terms import terms

#: From so much on, all of: the probability, the share of the sentence's words by their worth, terms
#: that both have, and how much these are of the shorter one's. The figures are in docs/matching.md.
_PROBABILITY, _LEXICAL, _TERMS, _PART = 0.9, 0.35, 3, 0.5


def enough(judgement: Judgement, sentence: Text, claim: Text) -> bool:
    if judgement.probability < _PROBABILITY or judgement.lexical < _LEXICAL:
        return False
    asked, theirs = ask(sentence), set(terms(*claim))
    shared = len(asked.terms.keys() & theirs)
    return shared >= max(_TERMS, _PART * min(len(asked.own), len(theirs)))
