"""Where chance chooses, anybody may have it choose otherwise: `PROOF_SEED=7 make test`."""

import os
import random

SEED = int(os.environ.get("PROOF_SEED", "1"))


def chance(*about: object) -> random.Random:
    """Chance that repeats itself, with the seed of this run; another for each thing it is about."""
    return random.Random(repr((SEED, *about)))
