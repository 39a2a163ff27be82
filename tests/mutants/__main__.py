"""`python -m tests.mutants [--only WORD]`: exit 1 where the tests notice less than 95 %."""

import argparse
import os
import sys
from time import monotonic

from factcheck.settings import DATABASE_OWNER_URL, DATABASE_URL
from tests.mutants.catalogue import LIFTED, MUTANTS, Lifted, Mutant
from tests.mutants.running import copied, database, is_noticed, passes

ENOUGH = 0.95
#: Passes in the copy as it is; and makes the database in which all that follow run.
_SOUND = "tests/history/test_journal.py"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="those whose name or file has this in it")
    only = parser.parse_args().only
    all_of_them: list[Mutant | Lifted] = [*MUTANTS, *LIFTED]
    chosen = [each for each in all_of_them if only in _about(each)]
    survived: list[Mutant | Lifted] = []
    owner = DATABASE_OWNER_URL or DATABASE_URL  # who makes databases, and lifts triggers
    with copied() as tree, database(owner, f"mutants_{os.getpid()}") as url:
        if not passes(_SOUND, tree, url):
            sys.exit(f"{_SOUND} does not even pass without a mutant.")
        for mutant in chosen:
            began = monotonic()
            noticed = is_noticed(mutant, tree, url)
            survived += [] if noticed else [mutant]
            told = "noticed " if noticed else "SURVIVED"
            print(f"{told} {_about(mutant)} ({monotonic() - began:.0f} s)", flush=True)
    noticed_share = 1 - len(survived) / max(1, len(chosen))
    print(f"{len(chosen) - len(survived)} of {len(chosen)} noticed ({noticed_share:.0%}).")
    return 0 if chosen and noticed_share >= ENOUGH else 1


def _about(mutant: Mutant | Lifted) -> str:
    if isinstance(mutant, Lifted):
        return f"{mutant.table}: without {mutant.name}"
    return f"{mutant.name} ({mutant.file})"


if __name__ == "__main__":
    sys.exit(main())
