"""What each server process runs."""

from flask import Flask

from lms import create_app, processes


def application() -> Flask:
    """The application of one server process, which ends with the server."""
    processes.end_with_parent()
    return create_app()
