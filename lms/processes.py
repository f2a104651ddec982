"""Operating-system matters of a server made of several processes."""

import ctypes
import os
import signal
import socket
import sys

from lms.errors import Refused

_PR_SET_PDEATHSIG = 1


def end_with_parent() -> None:
    """Have this process killed when its parent ends, however that ends (Linux; elsewhere nothing happens)."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() == 1:  # the parent was gone before we asked
        os.kill(os.getpid(), signal.SIGKILL)


def refuse_taken_port(host: str, port: int) -> None:
    """Raise Refused when somebody else listens there; the server itself would share the port without a word."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        # Ports of connections that just ended are free; SO_REUSEPORT, which shares, stays off.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise Refused(
                f"Cannot listen on {host}:{port}: {error.strerror}. Choose another port, for example PORT={port + 1}."
            ) from error
