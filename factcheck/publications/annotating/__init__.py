"""Where does a text repeat a claim that was checked? Spans of it, with the verdicts.

words        a text's words, as repeats are told by them, with their places                    pure
prints       the fingerprints by which a passage is found where it is repeated                 pure
aligning     where a passage is repeated, word for word or nearly                              pure
disputing    whether the words around a repeat deny it                                         pure
selectors    a span as it is found again: its words, and those before and after                pure
repeats      the verdicts whose words a text repeats, by the record's index
appearances  what the record has of an article, by its address
paraphrases  the sentences of a text that are worth comparing with the record
substance    whether a sentence shares enough with a claim                                   pure
stretches    how much of a span is in others                                                   pure
choosing     one span where several overlap                                                    pure
annotating   all of it together
"""
