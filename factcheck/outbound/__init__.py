"""Asking other machines for something: only at public addresses, and never for longer than agreed.

`addresses` says where a connection may lead, `targets` which web addresses are asked at all,
`transport` connects (httpx's interface, for whatever is sent), `pages` fetches a page on top.
"""
