"""What people read without a key: one copy of each page for everybody, no cookie, no session.

A verdict's pages speak its own language; our own pages the one that their address asks for
(`lang`), else the browser's.
"""
