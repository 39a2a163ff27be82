"""Have we met this claim before? By its words, for now.

telling      the words by which a claim is known, and which of them two texts share     pure
similar      claims of the desk that share them
neighbours   what a claim is shown beside: these, and what other rooms answer
"""
