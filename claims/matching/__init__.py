"""Have we met this claim before?

index        the desk's index of claims, kept by the verbs
similar      claims of the desk that say the same, or are related
neighbours   what a claim is shown beside: these, and what other rooms answer
telling      a judgement in words: how probable it is, how it matched, what differs       pure
"""
