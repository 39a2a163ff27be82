"""Finding published verdicts by their words.

words      text to words, folded: no accents, no capitals, no typography      pure
stems      what each language's stemmer needs to see                          pure
asking     what a partner typed, parsed, and as PostgreSQL's tsquery          pure
layout     which words of a document are searched, and how much each weighs   pure
facets     a verdict's filters as numbers that the index can narrow by        pure
entries    a head's row of the search table: its only writer
finding    the one statement that finds, bounds and ranks                     pure
marking    where the words that were asked for stand in a document            pure
"""
