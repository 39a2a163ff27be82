"""What the owner of the tables does with the triggers off, and which proof tells of it."""

from collections.abc import Callable
from dataclasses import dataclass

RECORD, HISTORY = "verify_record", "verify_history"
KEPT_HEAD, PUBLIC_KEY = "a head that was kept", "the public key"


@dataclass(frozen=True, slots=True)
class Tamper:
    """`do` is SQL, or a forger's program. `found` is what the proof says of it. What `needs`
    something that is kept elsewhere is consistent in itself: nothing else tells."""

    what: str
    do: str | Callable[[], None]
    found: str
    proof: str = RECORD
    needs: str = ""

    def __str__(self) -> str:
        return self.what


#: Somebody at the desk who has no part in any of it: the last who came.
BYSTANDER = "(SELECT max(id) FROM accounts_user)"
