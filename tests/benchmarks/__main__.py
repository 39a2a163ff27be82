"""`make bench`, or `python -m tests.benchmarks --sizes 10000 100000 1000000 --seconds 5`."""

import argparse
import itertools
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path
from types import ModuleType

import psycopg

from tests.benchmarks import databases, html, load, processes, writing
from tests.benchmarks.extraction import attribution, ranking, segmentation
from tests.benchmarks.load import Questions
from tests.benchmarks.questions import QUESTIONS
from tests.benchmarks.reads import READS, Read

PORTS = dict(zip(("floor", "ours"), load.free_ports(), strict=True))


@dataclass(frozen=True, slots=True)
class Result:
    """One read at one size: CPU µs per request, seconds that the requests took. The floor has no
    answer to some."""

    ours: float
    floor: float | None
    ratio: float | None
    p50: float
    p99: float

    def cells(self, goal: float | None) -> str:
        floor = f"{self.floor:>8.0f}" if self.floor else f"{'–':>8}"
        ratio = f"{self.ratio:>8.2f}" if self.ratio else f"{'–':>8}"
        wanted = f"{goal:>8.2f}" if goal else f"{'':>8}"
        return (
            f"{floor}{self.ours:>8.0f}{ratio}{wanted}{self.p50 * 1e3:>8.1f}{self.p99 * 1e3:>8.1f}"
        )


def main() -> None:
    options = _options()
    if options.html and options.only in "html":
        html.report(options.html)
    if options.segmentation and options.only in "segmentation":
        segmentation.run(options.segmentation, without=options.without, language=options.language)
    if options.ranking and options.only in "ranking":
        ranking.run(options.ranking, language=options.language)
    if options.attribution and options.only in "attribution":
        attribution.run(options.attribution, language=options.language, show=options.show)
    if options.matching and options.only in "matching":
        _matching().run(options.matching)
    if _chosen(options):
        _reads(options)
    if options.only in "writing":
        writing.run(options.seconds)


def _chosen(options: argparse.Namespace) -> list[Read]:
    names = options.only.split(",")
    return [read for read in (*READS, *QUESTIONS) if any(name in read.name for name in names)]


def _matching() -> ModuleType:
    try:
        from tests.benchmarks import matching
    except ModuleNotFoundError as missing:
        raise SystemExit(f"{missing}: pip install -r requirements-embeddings.txt") from None
    return matching


def _reads(options: argparse.Namespace) -> None:
    print(
        f"{options.connections} keep-alive connections, 2 workers, {options.rounds} rounds of"
        f" {options.seconds:g} s. CPU µs per request, of server and PostgreSQL together.\n"
    )
    titles = ("floor", "ours", "ratio", "goal", "p50 ms", "p99 ms")
    print(f"{'verdicts':>9}  {'read':<26}" + "".join(f"{title:>8}" for title in titles))
    for size in options.sizes:
        url = databases.of_verdicts(size)
        with _server("floor", url), _server("ours", url):
            for read, result in _measured(url, size, options):
                print(f"{size:>9}  {read.name:<26}{result.cells(read.goal)}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=32)
    parser.add_argument("--only", default="", help="what has this in its name, or one of a,b")
    labelled = parser.add_argument_group("labelled sets")
    labelled.add_argument("--html", type=Path, help="a set of pages and what stands in them")
    labelled.add_argument("--segmentation", type=Path, nargs="+", help="CoNLL-U, or JSON spans")
    labelled.add_argument("--ranking", type=Path, nargs="+", help="CSV, TSV, or JSON spans")
    labelled.add_argument("--attribution", type=Path, nargs="+", help="JSON lines, or PolNeAR's")
    labelled.add_argument(
        "--matching", nargs="+", metavar="[LANGUAGE=]PATH", help="texts, claims, and which is which"
    )
    labelled.add_argument("--show", default="", help="whom we name: right, wrong, missed, open")
    labelled.add_argument("--language", default="", help="theirs; it is guessed otherwise")
    labelled.add_argument("--without", default="", help="leaves out sentence ids that begin so")
    options = parser.parse_args()
    for bench in ("html", "segmentation", "ranking", "attribution", "matching"):
        if options.only == bench and not getattr(options, bench):
            parser.error(f"Name the labelled sets: --only {bench} --{bench} PATH …")
    return options


_UNLIMITED = """
from factcheck.partners import actions
from factcheck.partners.models import Partner
partner = Partner.objects.get(slug="{slug}")
limits = {{"requests_per_minute": 1_000_000_000, "requests_per_day": 1_000_000_000}}
actions.change_partner(partner.pk, actor=None, seen=partner.version, **limits)
"""


def _key_without_limits(url: str) -> str:
    """A key whose requests are counted like any other's, and never refused."""
    slug = f"bench-{os.getpid()}"
    key = databases.manage(url, "create_api_key", slug, "--scope=read", "--scope=match").strip()
    databases.manage(url, "shell", "-c", _UNLIMITED.format(slug=slug))
    return key


# --- The servers

_pids: dict[str, int] = {}


@contextmanager
def _server(name: str, url: str) -> Iterator[None]:
    application = {
        "floor": "tests.benchmarks.floor:application",
        "ours": "factcheck.wsgi:application",
    }[name]
    server = subprocess.Popen(
        [sys.executable, "-m", "granian", "--interface", "wsgi", "--port", str(PORTS[name]),
         "--workers", "2", "--blocking-threads", "2", "--no-ws", "--log-level", "error",
         application],
        cwd=databases.ROOT, env=databases.environment(url),
    )  # fmt: skip
    _pids[name] = server.pid
    try:
        yield
    finally:
        server.terminate()
        server.wait(30)


def _postgres(url: str) -> int:
    """The server process of the database: the parent of any backend."""
    with psycopg.connect(url) as connection:
        backend = connection.info.backend_pid
        return processes.parent(backend)


# --- The measuring


def _measured(url: str, size: int, options: argparse.Namespace) -> Iterator[tuple[Read, Result]]:
    key = _key_without_limits(url)
    postmaster = _postgres(url)
    for read in _chosen(options):
        with psycopg.connect(url, autocommit=True) as connection:
            asked = read.asked(connection)
            first = next(asked)
            has_floor = first[0] and size <= read.floor_until
            names = list(PORTS) if has_floor else ["ours"]
            # Each server is asked the same questions in the same order.
            streams = dict(zip(PORTS, itertools.tee(itertools.chain([first], asked)), strict=True))
            paths = {name: map(itemgetter(at), streams[name]) for at, name in enumerate(PORTS)}
            rounds = _rounds(names, paths, postmaster, key, _options_of(read, options))
        yield read, _result(rounds)


def _options_of(read: Read, options: argparse.Namespace) -> argparse.Namespace:
    few = {"connections": read.connections} if read.connections else {}
    return argparse.Namespace(**vars(options) | few)


def _rounds(
    names: list[str],
    paths: Mapping[str, Questions],
    postmaster: int,
    key: str,
    options: argparse.Namespace,
) -> dict[str, list[tuple[float, load.Run]]]:
    for name in names:  # warm
        load.run(PORTS[name], paths[name], seconds=1, connections=options.connections, key=key)
    rounds: dict[str, list[tuple[float, load.Run]]] = {name: [] for name in names}
    for _ in range(options.rounds):
        for name in names:
            rounds[name].append(_round(name, paths[name], postmaster, key, options))
    return rounds


def _result(rounds: dict[str, list[tuple[float, load.Run]]]) -> Result:
    waits = sorted(wait for _cpu, run in rounds["ours"] for wait in run.waits)
    cpu = {name: statistics.median(cpu for cpu, _run in runs) for name, runs in rounds.items()}
    pairs = zip(rounds["ours"], rounds.get("floor", []), strict=False)
    ratios = [ours / floor for (ours, _), (floor, _run) in pairs]
    return Result(
        ours=cpu["ours"],
        floor=cpu.get("floor"),
        ratio=statistics.median(ratios) if ratios else None,
        p50=waits[len(waits) // 2],
        p99=waits[len(waits) * 99 // 100],
    )


def _round(
    name: str, paths: Questions, postmaster: int, key: str, options: argparse.Namespace
) -> tuple[float, load.Run]:
    def used() -> float:
        return processes.cpu(processes.family(_pids[name]) | processes.family(postmaster))

    before = used()
    run = load.run(
        PORTS[name], paths, seconds=options.seconds, connections=options.connections, key=key
    )
    return (used() - before) / run.requests * 1e6, run


if __name__ == "__main__":
    main()
