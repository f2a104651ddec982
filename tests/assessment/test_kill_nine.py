"""What was acknowledged survives `kill -9` of the server between two answers."""

import json
import time

import pytest
from flask import session
from flask_wtf.csrf import generate_csrf

from tests.facts.assessment import Bank, begin
from tests.facts.district import District
from tests.servers import Server


def browser_headers(app, client) -> dict[str, str]:
    """What a browser carries once it has seen a page: its login, and the form token with its cookie."""
    with app.test_request_context():
        token = generate_csrf()
        signed = app.session_interface.get_signing_serializer(app).dumps(dict(session))
    login = client.get_cookie("lms_session").value
    return {
        "Cookie": f"lms_session={login}; session={signed}",
        "X-CSRFToken": token,
        "Content-Type": "application/json",
    }


@pytest.mark.slow
def test_no_acknowledged_answer_is_lost(database):
    bank = Bank(District(database.app), questions=3)
    _person, client = bank.learner()
    attempt = begin(client)
    headers = browser_headers(database.app, client)
    with database.app.app_context():
        from lms.extensions import db

        db.engine.dispose()
    server = Server(database)
    acknowledged = []
    for position in (1, 2, 3):
        server.start()
        answer = json.dumps({"value": position % 2 == 0, "base": 0})
        saved = server.request("POST", f"/attempts/{attempt}/{position}/answer", answer, **headers)
        assert saved.status == 200, saved.content
        acknowledged.append(position)
        server.kill()
    deadline = time.monotonic() + 5
    while server.processes_left() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert server.processes_left() == []
    for position in acknowledged:
        page = client.get(f"/attempts/{attempt}/{position}").get_data(as_text=True)
        chosen = "true" if position % 2 == 0 else "false"
        assert f'value="{chosen}" checked' in page
