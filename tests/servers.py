"""A real `lms serve` on a free port, for what only a real server shows."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from tests.databases import Database

ROOT = Path(__file__).parent.parent


def free_port() -> int:
    """A port nobody listens on right now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """`lms serve` as its own processes, on a test's database."""

    def __init__(self, database: Database, **settings: str) -> None:
        self.port = free_port()
        self.log = database.folder / "serve.log"  # what it said, for whoever looks into a failure
        self._environment = os.environ | database.environment() | {"LMS_WORKERS": "1", "LMS_THREADS": "4"} | settings
        self._process: subprocess.Popen | None = None

    def start(self) -> "Server":
        """Start, and wait until it answers."""
        command = [str(Path(sys.executable).parent / "lms"), "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, env=self._environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True
            )
        for _try in range(300):
            if self._process.poll() is not None:
                raise RuntimeError("the server stopped at once")
            with contextlib.suppress(OSError):
                if self.request("GET", "/healthz").status == 200:
                    return self
            time.sleep(0.1)
        raise RuntimeError("the server did not start")

    def kill(self) -> int:
        """Send `kill -9` to the server's first process; gives its number. Its children end by themselves."""
        assert self._process is not None
        os.kill(self._process.pid, signal.SIGKILL)
        self._process.wait(timeout=10)
        return self._process.pid

    def stop(self) -> None:
        """End it as an administrator would."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(timeout=20)

    def request(self, method: str, path: str, body: str = "", **headers: str) -> http.client.HTTPResponse:
        """One request; its answer, read."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, body=body or None, headers=headers)
        response = connection.getresponse()
        response.content = response.read()
        connection.close()
        return response

    def processes_left(self) -> list[int]:
        """Processes of this server that still run."""
        assert self._process is not None
        found = subprocess.run(["ps", "-eo", "pid,sid,stat"], capture_output=True, text=True, check=True).stdout
        rows = [line.split() for line in found.splitlines()[1:]]
        return [int(pid) for pid, sid, state in rows if int(sid) == self._process.pid and "Z" not in state]
