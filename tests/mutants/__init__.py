"""The product, broken in small ways, one at a time: do the tests notice?

catalogue   the mutants, as data
running     each in a copy of the tree, with a database of its own
__main__    `python -m tests.mutants [--only WORD]`
"""
