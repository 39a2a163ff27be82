"""What partners are told of: the types of events, as they stand in a message."""

from django.utils.translation import gettext_lazy as _

from factcheck.publications.document import CORRECTED, PUBLISHED, WITHDRAWN

#: What an endpoint may want.
OF_VERDICTS = {f"verdict.{kind}": kind for kind in (PUBLISHED, CORRECTED, WITHDRAWN)}
#: What is about the endpoint itself, and is always sent.
CHALLENGE, TEST = "endpoint.challenge", "endpoint.test"

LABELS = {
    f"verdict.{PUBLISHED}": _("a verdict is published"),
    f"verdict.{CORRECTED}": _("a verdict is corrected"),
    f"verdict.{WITHDRAWN}": _("a verdict is withdrawn"),
    CHALLENGE: _("a challenge to the endpoint"),
    TEST: _("a test"),
}
