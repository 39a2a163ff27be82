"""Asking other machines for something: only at public addresses, and never for longer than agreed.

`addresses` says where a connection may lead, `targets` which web addresses are asked at all,
`network` connects, `transport` is httpx's interface to it, for whatever is sent. On top of that
`pages` fetches a page, and `posts` hands something over.
"""
