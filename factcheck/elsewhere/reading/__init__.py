"""A feed of ClaimReviews, as publishers write it, read piece by piece. Pure.

reader       the items of a feed: all that an importer needs, besides `believing`
feed         which of the forms it has, and its pieces: no more than one is ever in memory
splitting    JSON of any length, cut into its elements
lines        a JSON value on each line
pages        the JSON-LD of an HTML page
pieces       a piece: a value and its place, or what is wrong with it
items        the ClaimReviews that are somewhere within a value
google       the Fact Check Tools' own form, as ClaimReviews
believing    a ClaimReview as it is believed; raises `Refused` for one that is of no use
review       what is known of one, and which are the same
texts, dates, addresses, people, appearances, ratings, languages      one kind of value each
labels       what the words of a rating mean, in many languages
notes        what was dropped of a review, and why

Publishers get everything wrong somewhere. What is wrong is left blank, with a note; nothing is
guessed.
"""
