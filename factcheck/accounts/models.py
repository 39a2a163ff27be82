from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who works at the desk. What they may do comes from their groups (`roles.py`)."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username
