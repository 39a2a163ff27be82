"""HTML as text and statements about it. Pure: no Django, no ORM, so that a process of its own can
read a hostile page (`python -m claims.reading.page`).

body         the article's text: which part of the page, and how it becomes lines
jsonld       what schema.org's JSON-LD says
statements   what the page says about itself, each with where it says so
worth        which of it can be believed
"""
