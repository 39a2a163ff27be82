"""Published documents as people read them: pages, a card, what changed.

Nothing here knows a request or asks the database: what is shown comes in, HTML goes out.
"""
