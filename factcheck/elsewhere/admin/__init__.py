"""What others found, to be read: reviews with their versions, and the feeds that brought them."""

from factcheck.elsewhere.admin import feeds, reviews  # noqa: F401 - they register themselves
