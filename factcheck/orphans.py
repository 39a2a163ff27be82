"""No process goes on alone: the kernel ends it when the one that started it is gone (Linux).

A web server's workers would else keep its port when it is killed: they would go on answering beside
the next one's, with the program and the settings of before, and with connections to the database.
"""

import ctypes
import multiprocessing
import os
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of prctl(2)


def end_with_parent(how: signal.Signals = signal.SIGTERM) -> None:
    """Have this process sent a signal when its parent ends, whatever the parent died of."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, how)


def end_with_server() -> None:
    """In a worker that a server has forked: end at once when the server is gone. Elsewhere nothing.

    SIGKILL, since a worker that is just starting still has the server's handler for SIGTERM. A
    server that ends in order waits for its workers first.
    """
    server = multiprocessing.parent_process()
    if server is None:
        return
    end_with_parent(signal.SIGKILL)
    if not server.is_alive():  # it died before the kernel was asked
        os._exit(1)
