import signal
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from factcheck import postgres
from factcheck.desk import database, server
from factcheck.desk.demo.people import trial

_GLANCE = 1  # seconds


class Command(BaseCommand):
    help = "Migrate, then run the web server and the worker until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)

    def handle(self, *args: Any, **options: Any) -> None:
        database.migrate()
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        address = server.address(options["host"], options["port"])
        base_url = settings.PUBLIC_BASE_URL if settings.PUBLIC_BASE_URL_IS_SET else address
        try:
            with (
                server.web(options["host"], options["port"], base_url=base_url) as web,
                server.worker(base_url) as worker,
            ):
                self._welcome(address)
                while not stop.wait(_GLANCE):
                    self._keep_up(web, worker)
                self.stdout.write("\nStopping.")
                for process in (web, worker):  # together, not one after the other
                    process.ask_to_end()
        except server.NotStarted as error:
            raise CommandError(str(error)) from None

    def _keep_up(self, *processes: server.Process) -> None:
        """Whatever was killed comes back, the embedded database first."""
        if settings.EMBEDDED_DATABASE:
            postgres.ensure_running(settings.DATA_DIR, settings.WAL_ARCHIVE_DIR)
        for process in processes:
            process.keep_up()

    def _welcome(self, address: str) -> None:
        self.stdout.write(
            f"\n  The desk          {address}/admin/\n  The public pages  {address}/"
            f"\n  The partner API   {address}/api/v1/docs/"
        )
        found = trial()
        if found:
            self.stdout.write(
                f"\n  Sign in as        {', '.join(found.usernames)}"
                f"\n  with the password {found.password}"
                f"\n  A partner's key   {found.api_key}\n"
                "\n  `make demo` brings an article and a published verdict."
            )
        else:
            self.stdout.write("\n  New people: manage.py createsuperuser, then the desk's “Users”.")
        self.stdout.write("\n  Ctrl-C stops it; the database stays up (`make stop` ends it).")
        self.stdout.flush()
