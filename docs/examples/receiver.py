#!/usr/bin/env python3
"""Receive a desk's webhooks (Standard Webhooks 1.0): verify each, and go and read what is new.

    export WEBHOOK_SECRET=whsec_…      # while you change secrets: both, with a space between
    export FACTCHECK_KEY=fck_live_…
    python receiver.py 8080 python sync.py https://desk.example copy.db

Put it behind a proxy with TLS: the desk sends to https addresses on port 443 alone. At each hint
the command is run, here the client that keeps a copy; hints that come while it runs become one more
run. Python's standard library only; take it as it is, or as a pattern.
"""

import base64
import hashlib
import hmac
import json
import os
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOLERANCE = 5 * 60  # seconds that a message may be old, or the clocks may differ
LONGEST = 64 * 1024  # bytes; messages are far smaller


class Refused(Exception):
    """It is not from the desk, or not from now."""


def verify(headers, body: bytes, secrets: list[str], now: float | None = None) -> str:
    """The message's id. Raises Refused.

    What is signed is the id, the time and the exact bytes of the body: verify before you parse.
    """
    message, sent = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message or not sent.isascii() or not sent.isdecimal():
        raise Refused("no id, or no time")
    if abs((time.time() if now is None else now) - int(sent)) > TOLERANCE:
        raise Refused("too old, or from the future")
    signed = f"{message}.{sent}.".encode() + body
    given = headers.get("webhook-signature", "").split()
    for secret in secrets:
        key = base64.b64decode(secret.removeprefix("whsec_"))
        own = "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()
        if any(hmac.compare_digest(own.encode(), each.encode()) for each in given):
            return message
    raise Refused("no signature of ours")


class Runner:
    """Runs the command when something is new: never twice at once, and never too few times."""

    def __init__(self, command: list[str]) -> None:
        self._command, self._news = command, threading.Event()
        threading.Thread(target=self._run, daemon=True).start()

    def wake(self) -> None:
        self._news.set()

    def _run(self) -> None:
        while self._news.wait():
            self._news.clear()  # before the run: what comes during it is not missed
            subprocess.run(self._command, check=False)  # noqa: S603 - it is your own


class Receiver(BaseHTTPRequestHandler):
    secrets: list[str] = []
    runner: Runner
    timeout = 15

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        if not 0 <= length <= LONGEST:
            return self.answer(413)
        body = self.rfile.read(length)
        try:
            verify(self.headers, body, self.secrets)
        except Refused as error:
            return self.answer(401, {"error": str(error)})
        event = json.loads(body)
        if event["type"] == "endpoint.challenge":
            return self.answer(200, {"challenge": event["data"]["challenge"]})
        if event["type"].startswith("verdict."):
            # A hint may come twice, or out of order: that does not matter, since what is read is
            # the feed. Answer at once, and work afterwards: the desk waits for 15 seconds.
            self.runner.wake()
        return self.answer(204)

    def answer(self, status: int, said: dict | None = None) -> None:
        body = json.dumps(said).encode() if said else b""
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def main() -> None:
    if len(sys.argv) < 3 or not os.environ.get("WEBHOOK_SECRET"):
        sys.exit(__doc__)
    Receiver.secrets = os.environ["WEBHOOK_SECRET"].split()
    Receiver.runner = Runner(sys.argv[2:])
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Receiver).serve_forever()


if __name__ == "__main__":
    main()
