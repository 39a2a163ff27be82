"""Many texts in PostgreSQL, found again by their words and, where there is a model, their meaning.

tables       the four tables of a side, as abstract models
hashing      a term as the number that stands for it                                        pure
entries      a text as it is kept: its terms and what they weigh                            pure
index        one side's index: what it is asked, and what its writers call
writing      putting texts in, taking them out, telling which are wrong
counting     in how many texts a term is: counted when asked, or kept for common terms
asked        which postings are worth reading for a question                                pure
finding      the statement that finds and scores candidates
sharing      what has some of many terms, whatever its score
skimming     which of many texts are worth asking about
limits       how long a statement may take
status       how an index is, for operators
vectors      the vectors of the texts: kept in the background, compared, searched
halfvec      the search among vectors where PostgreSQL has pgvector
exact        the same search in this process, where it has not
schema       what PostgreSQL is told of the tables besides their models                     pure
sides        who keeps an index: the desk, the record, and what others found, each by itself

Nothing here knows whose texts they are. A writer puts its text in within its own transaction, and
no two writers meet in a row: a term has no row of its own.
"""

from factcheck.matching.index.entries import Entry
from factcheck.matching.index.index import Answer, Index
from factcheck.matching.index.limits import TookTooLong

__all__ = ["Answer", "Entry", "Index", "TookTooLong"]
