"""What the embedded PostgreSQL raises."""


class PostgresUnavailable(RuntimeError):
    """The embedded PostgreSQL cannot be used; the message says why, and what to do."""


class BackupFailed(PostgresUnavailable):
    """No back-up was made, or none restored; the message says why, and what to do."""
