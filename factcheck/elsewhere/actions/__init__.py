"""Taking in what others have found: `import_feed` is the only writer of this room.

It is the operator's, at a command line: nobody at the desk writes reviews of others.
"""

from factcheck.elsewhere.actions.importing import import_feed
from factcheck.elsewhere.actions.reports import Outcome, Refusal, Report

__all__ = ["Outcome", "Refusal", "Report", "import_feed"]
