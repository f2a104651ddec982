"""Saving a quiz answer through the whole stack, against a bare Flask view that does one UPDATE; PostgreSQL."""

import json
import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask_migrate import upgrade
from sqlalchemy.engine import make_url

from benchmarks.load import Measured, measure
from lms import create_app
from lms.settings import Settings
from tests import postgres
from tests.facts.assessment import Bank, begin
from tests.facts.district import District
from tests.reading_client import ReadingClient

CLIENTS = 32
SECONDS = 6.0
ROUNDS = 3
_SERVE = """
import sys
from granian import Granian
from granian.constants import Interfaces
Granian(sys.argv[1], factory=True, port=int(sys.argv[2]), interface=Interfaces.WSGI, workers=2, blocking_threads=8,
        log_enabled=False, websockets=False).serve()
"""


def run() -> Iterator[str]:
    """Both in turn, several rounds; the middle ratio counts."""
    with tempfile.TemporaryDirectory() as folder:
        url = postgres.fresh_database("lms_bench_answers", durable=True)
        environment = {"LMS_DATABASE_URL": url, "LMS_DATA_DIR": folder, "LMS_SECRET_KEY": "for the bench"}
        requests = _prepare(Settings.from_environment(environment))
        bare_url = _prepare_bare(url)
        with (
            _served("lms.wsgi:application", environment) as ours,
            _served("benchmarks.bare_app:application", {"BARE_DATABASE": bare_url}) as bare,
        ):
            yield from _rounds(ours, bare, requests)


def _rounds(ours: int, bare: int, requests: list[bytes]) -> Iterator[str]:
    sent = dict.fromkeys(range(CLIENTS), 0)

    def answer(client: int, _number: int) -> bytes:
        body = json.dumps({"value": sent[client] % 2 == 0, "base": sent[client]}).encode()
        sent[client] += 1
        return requests[client].replace(b"LENGTH", str(len(body)).encode()) + body

    ratios = []
    for _round in range(ROUNDS):
        plain = measure(bare, CLIENTS, SECONDS, _bare_request)
        whole = measure(ours, CLIENTS, SECONDS, answer)
        ratios.append(whole.per_second / plain.per_second)
        yield f"bare Flask + psycopg UPDATE   {_words(plain)}"
        yield f"answer through the whole stack {_words(whole)}"
    yield f"ratio {sorted(ratios)[len(ratios) // 2]:.2f} (wanted: at least 0.5)"


def _words(one: Measured) -> str:
    return f"{one.per_second:7.0f}/s  median {one.median_ms:5.1f} ms  p99 {one.p99_ms:5.1f} ms  failed {one.failed}"


def _prepare(settings: Settings) -> list[bytes]:
    """A district with a running attempt for each client; gives each client's request head."""
    app = create_app(settings)
    with app.app_context():
        upgrade()
    app.config["WTF_CSRF_ENABLED"] = False
    app.test_client_class = ReadingClient
    bank = Bank(District(app), questions=1, minutes=600)
    heads = []
    for number in range(CLIENTS):
        _person, client = bank.learner(f"人员{number}")
        attempt = begin(client)
        cookies, token = _cookies_with_token(app, client)
        heads.append(_head(f"/attempts/{attempt}/1/answer", cookies, token))
    return heads


def _cookies_with_token(app, client) -> tuple[str, str]:
    """What a browser would carry after it has seen a page: session, and the form token with its cookie."""
    from flask_wtf.csrf import generate_csrf

    with app.test_request_context():
        token = generate_csrf()
        from flask import session

        signed = app.session_interface.get_signing_serializer(app).dumps(dict(session))
    login = client.get_cookie("lms_session").value
    return f"lms_session={login}; session={signed}", token


def _head(path: str, cookies: str, token: str) -> bytes:
    return (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nCookie: {cookies}\r\n"
        f"X-CSRFToken: {token}\r\nContent-Length: LENGTH\r\n\r\n"
    ).encode()


def _prepare_bare(url: str) -> str:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        connection.execute("CREATE TABLE bare (id integer PRIMARY KEY, value text)")
        connection.execute("INSERT INTO bare SELECT n, '' FROM generate_series(0, 99) AS n")
    return plain


def _bare_request(client: int, number: int) -> bytes:
    body = json.dumps({"value": number % 2 == 0, "base": number}).encode()
    return (
        f"POST /save/{client} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    ).encode() + body


@contextmanager
def _served(target: str, environment: dict[str, str]) -> Iterator[int]:
    port = _free_port()
    script = Path(tempfile.gettempdir()) / f"lms-bench-serve-{secrets.token_hex(4)}.py"
    script.write_text("if __name__ == '__main__':\n" + "".join(f"    {line}\n" for line in _SERVE.splitlines()))
    root = str(Path(__file__).parent.parent)
    server = subprocess.Popen(
        [sys.executable, str(script), target, str(port)], env=os.environ | environment | {"PYTHONPATH": root}, cwd=root
    )
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)
        script.unlink()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int) -> None:
    for _try in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            time.sleep(0.5)  # every worker has its turn to start
            return
    raise RuntimeError("the server did not start")
