"""The answers that are made while they are sent: these alone do not tell their length first.

How each is known to be whole is said in docs/partners.md, and tried in
tests/publications/test_cut_off.py.
"""

STREAMS = {"api/v1/snapshot/", "feeds/claimreview.json"}
