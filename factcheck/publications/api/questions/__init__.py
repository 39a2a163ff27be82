"""What partners ask about texts of their own: match/ and annotate/.

asked          the bodies, read strictly
matching       which verdicts say what a text says: the answer, as plain data
annotations    where a text repeats what was checked: the answer, as plain data
shapes         the shapes of the answers, for the schema
examples       questions and answers as the reference shows them
documentation  what the schema says of each
views          both of them, over HTTP
"""
