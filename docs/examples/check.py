#!/usr/bin/env python3
"""Ask a desk what of your texts it has checked already.

    export FACTCHECK_KEY=fck_live_…                                    # with the scope “match”
    python check.py https://desk.example match posts.txt               # a text a line
    python check.py https://desk.example annotate article.txt --url https://site.example/article

Python's standard library only; take it as it is, or as a pattern. A - reads standard input.
"""

import argparse
import json
import os
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

TOGETHER = 100
ATTEMPTS = 8


class Desk:
    """The desk's API, with patience: it waits where it is told to, and tries again."""

    def __init__(self, base: str, key: str) -> None:
        self.base, self.key = base.rstrip("/") + "/api/v1/", key

    def ask(self, path: str, question: dict) -> dict:
        request = urllib.request.Request(
            self.base + path,
            json.dumps(question).encode(),
            {"Authorization": f"Bearer {self.key}", "Content-Type": "application/json"},
        )
        for attempt in range(ATTEMPTS):
            try:
                with urllib.request.urlopen(request, timeout=60) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code not in (429, 500, 502, 503, 504) or attempt == ATTEMPTS - 1:
                    raise SystemExit(problem(error)) from None
                time.sleep(float(error.headers.get("Retry-After") or 2**attempt))
            except urllib.error.URLError:
                if attempt == ATTEMPTS - 1:
                    raise
                time.sleep(2**attempt)
        raise AssertionError  # the last attempt returned or raised


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("desk", help="its address, such as https://desk.example")
    parser.add_argument("question", choices=["match", "annotate"])
    parser.add_argument("file", help="texts, one a line; or an article")
    parser.add_argument("--language", help="such as fr; otherwise the texts tell")
    parser.add_argument("--url", help="the article's address: what the desk knows of it is used")
    parser.add_argument("--related", action="store_true", help="what a person should look at, too")
    options = parser.parse_args()
    # As bytes: offsets count what is sent, line ends included.
    raw = sys.stdin.buffer.read() if options.file == "-" else Path(options.file).read_bytes()
    text = raw.decode()
    more = {"threshold": "related" if options.related else "same"}
    if options.language:
        more["language"] = options.language
    desk = Desk(options.desk, os.environ["FACTCHECK_KEY"])
    if options.question == "match":
        lines = matched(desk, [line for line in text.splitlines() if line.strip()], more)
    else:
        lines = annotated(desk, text, more | ({"url": options.url} if options.url else {}))
    for line in lines:
        print(line)


def matched(desk: Desk, texts: list[str], more: dict) -> Iterator[str]:
    """Each text that was checked, and the verdicts on it."""
    for first in range(0, len(texts), TOGETHER):
        some = texts[first : first + TOGETHER]
        results = desk.ask("match/", {"texts": some, **more})["results"]
        for text, result in zip(some, results, strict=True):
            if result["matches"]:
                yield text
                yield from map(told, result["matches"])


def annotated(desk: Desk, text: str, more: dict) -> Iterator[str]:
    """Each span of the article that repeats a claim, and the verdicts on it."""
    for span in desk.ask("annotate/", {"text": text, **more})["annotations"]:
        if span["orphaned"]:
            yield f"(not in this text) {span['exact']}"
        else:
            # Python counts code points, as the API does; JavaScript does not: use [...text].
            start, end = span["start"], span["end"]
            yield f"{start}-{end} {span['kind']}: {text[start:end]}"
        yield from map(told, span["matches"])


def told(match: dict) -> str:
    verdict = match["verdict"]
    return (
        f"    {match['kind']} ({match['probability']:.0%}):"
        f" {verdict['rating']['label']} – {verdict['headline']} {verdict['url']}"
    )


def problem(error: urllib.error.HTTPError) -> str:
    """What the desk says is wrong, and where (RFC 9457)."""
    found = json.load(error)
    return f"{found['title']}: {found['detail']}"


if __name__ == "__main__":
    main()
