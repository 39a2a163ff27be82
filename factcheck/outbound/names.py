"""Looking names up, within a time limit: the system's own call has none."""

import queue
import socket
import threading
from collections.abc import Callable

from django.utils.translation import gettext as _

from factcheck.outbound.deadline import Deadline
from factcheck.outbound.errors import Unreachable

#: A name and a port, and until when: every address that it stands for, in numbers.
Resolver = Callable[[str, int, Deadline], list[str]]

#: Look-ups that nobody waits for any more end by themselves, after the system's own long time.
_AT_ONCE = threading.BoundedSemaphore(32)


def resolve(host: str, port: int, deadline: Deadline) -> list[str]:
    """Ask the system's resolver. Raises Unreachable where there is no such name, or no answer."""
    if not _AT_ONCE.acquire(timeout=deadline.left()):
        raise deadline.passed()
    answers: queue.SimpleQueue[list[str] | OSError | UnicodeError] = queue.SimpleQueue()
    threading.Thread(target=_look_up, args=(host, port, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.left())
    except queue.Empty:
        raise deadline.passed() from None
    if isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN:
        raise Unreachable(
            _("The name “%(host)s” could not be looked up just now.") % {"host": host}, retry=True
        )
    if isinstance(answer, Exception) or not answer:
        raise Unreachable(
            _("There is no site with the name “%(host)s”. Check the address.") % {"host": host}
        )
    return answer


def _look_up(host: str, port: int, answers: "queue.SimpleQueue") -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        answers.put(list(dict.fromkeys(_numeric(sockaddr) for *_more, sockaddr in found)))
    except (OSError, UnicodeError) as error:
        answers.put(error)
    finally:
        _AT_ONCE.release()


def _numeric(sockaddr: tuple) -> str:
    """The address, with its zone where it has one."""
    address = str(sockaddr[0])
    zone = sockaddr[3] if len(sockaddr) > 3 else 0
    return f"{address}%{zone}" if zone and "%" not in address else address
