"""Telling partners at once what was published: signed hints to their own addresses, and a ledger.

By Standard Webhooks 1.0. A partner registers an endpoint (`actions/`), which proves by a challenge
that it wants this; `states.py` says what may become of endpoints and deliveries. From the change
feed, `feeding` makes a delivery for each event that an endpoint wants; a pass (`passes`, run by the
worker) starts attempts (`starting`), sends them (`sending`), and writes down what came of each
(`recording`). The order is not promised: webhooks are hints, the feed is the truth.
"""
