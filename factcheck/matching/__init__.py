"""Have we met this claim before? What both sides that ask it share: the desk and the public record.

cleaning      a post or a sentence without what says nothing: addresses, handles, repeats      pure
terms         the words by which a text is found                                               pure
lemmas        what an irregular form is a form of                                              pure
asking        the terms that a text is looked for by: its own, and what they are elsewhere     pure
bm25          what a term weighs in a text                                                     pure
numbers       figures in digits or in words, in one form                                       pure
differences   what makes two alike sentences say different things                              pure
swaps         a name that stands where the other text has another                              pure
judging       how probable it is that two texts are the same claim, and why                    pure
calibration   the weights of that judgement, with how they were fitted                         pure
embedding/    texts as vectors, where a model is at hand
"""
