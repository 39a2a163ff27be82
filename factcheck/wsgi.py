"""The WSGI application that granian serves."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

django = get_wsgi_application()

from factcheck.fastpath import FastReads  # noqa: E402 - Django must be set up before

application = FastReads(django)
