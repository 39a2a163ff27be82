"""`make bench`: the hot reads beside a bare server that sends the same bytes from the same rows.

CPU per request is what is compared: user and system time of the server's processes and of
PostgreSQL's, divided by the requests. The client's own does not count. Ratios of one run hold;
absolute figures move with the machine.
"""
