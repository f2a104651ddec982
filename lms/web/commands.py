"""`lms serve`: the production server, with its worker beside it."""

import multiprocessing
import sys
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from granian import Granian
from granian.constants import Interfaces

from lms import create_app, processes, schema
from lms.jobs import worker
from lms.settings import Settings
from lms.web.accounts_note import demo_accounts_note


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), help="Instead of LMS_PORT or PORT.")
@with_appcontext
def serve(port: int | None) -> None:
    """Serve the application and run its background jobs."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's own way to unwrap
    settings: Settings = app.extensions["settings"]
    port = port or settings.port
    schema.refuse_other()
    processes.refuse_taken_port(settings.host, port)
    click.echo(demo_accounts_note(settings), nl=False)
    context = multiprocessing.get_context("spawn")
    helper = context.Process(target=_work, name="lms-worker")
    helper.start()
    click.echo(f"三基学堂 Sanji LMS: http://{settings.host}:{port}")
    sys.stdout.flush()
    try:
        _server(settings, port).serve()
    finally:
        helper.terminate()
        helper.join(timeout=10)


def _server(settings: Settings, port: int) -> Any:  # noqa: ANN401 - granian chooses the class by the kind of Python it runs on
    return Granian(
        "lms.wsgi:application",
        factory=True,
        address=settings.host,
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=settings.threads,
        backlog=1024,
        websockets=False,
        respawn_failed_workers=True,
        log_level=settings.log_level.lower(),  # type: ignore[arg-type]
    )


def _work() -> None:
    worker.work(create_app())


COMMANDS = (serve,)
