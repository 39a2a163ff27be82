"""An article's page as the place where its claims are triaged.

choice       what the page's address says
standing     where each claim of the article stands in the text, also those of earlier texts
candidates   the claims of a text in order, which of them are shown, and what comes next
reasons      why a claim has its score, in plain words
passages     what became of a claim's passages of earlier texts, and settling it
card         one candidate: its words, its neighbours, and what may be done with it
pages        the text, the card beside it, and what is pressed there
"""
