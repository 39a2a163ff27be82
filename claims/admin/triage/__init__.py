"""An article's page as the place where its claims are triaged.

candidates   the claims of a text in order, which of them are shown, and what comes next
reasons      why a claim has its score, in plain words
card         one candidate: its words, its neighbours, and what may be done with it
pages        the text, the card beside it, and what is pressed there
"""
