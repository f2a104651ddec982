"""The least that can be done: a bare Flask view, one UPDATE by psycopg, nothing checked."""

import os

from flask import Flask, request
from psycopg_pool import ConnectionPool


def application() -> Flask:
    app = Flask("bare")
    pool = ConnectionPool(os.environ["BARE_DATABASE"], min_size=8, max_size=8, open=True)

    @app.post("/save/<int:row>")
    def save(row: int) -> dict:
        value = request.get_json()["value"]
        with pool.connection() as connection:
            connection.execute("UPDATE bare SET value = %s WHERE id = %s", (str(value), row))
        return {"saved": True}

    return app
