"""Fitting the judgement's weights to labelled pairs, and measuring it. Needs numpy.

sets         labelled sets, read from where they lie
checkthat    a set in a folder, as CheckThat! has them
pairs        a set in a file of pairs
collection   a set's claims in memory, searched as the index would
contrasts    pairs made to differ in one number, denial, direction or name
examples     what the regression learns from
regression   logistic regression by Newton's method
figures      how good the answers are on a set
"""
