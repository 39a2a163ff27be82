"""A partner's own endpoints over the API: what was sent to each, and what came of it."""
