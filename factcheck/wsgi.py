"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

from factcheck import orphans

orphans.end_with_server()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")
os.environ["FACTCHECK_SERVES_WEB"] = "1"

django = get_wsgi_application()

# Django must be set up before.
from factcheck.fastpath import FastReads  # noqa: E402
from factcheck.operations.requests import RequestIds  # noqa: E402

application = RequestIds(FastReads(django))
