"""`lms user`: accounts and rights at the console."""

import re

import pytest
from sqlalchemy import select

from lms.accounts.commands import user
from lms.accounts.models import Grant
from lms.accounts.rules import Role
from lms.audit.models import AuditEntry
from lms.cli import _Commands
from lms.people.models import Affiliation, Person
from tests.facts.accounts import account_of, add_account, log_in


@pytest.fixture
def run(district):
    """Runs `lms user …` the way `lms` does: a refusal is a line and exit status 1."""
    group = _Commands(create_app=lambda: district.app, add_default_commands=False, load_dotenv=False)
    group.add_command(user)
    runner = district.app.test_cli_runner()
    return lambda *words: runner.invoke(group, ["user", *words])


def code_in(text: str) -> str:
    return re.search(r"\d{4} \d{4} \d{4}", text).group()


def test_create_opens_an_account_and_prints_its_code_once(district, run):
    district.add_person("周德海", person_no="T77001")
    result = run("create", "T77001")
    assert result.exit_code == 0, result.output
    assert "周德海" in result.output
    assert log_in(district, "T77001", code_in(result.output)).location.startswith("/password")
    again = run("create", "T77001")
    assert again.exit_code == 1
    assert "reset-password" in again.output


def test_create_takes_a_person_nobody_imported(district, run):
    result = run("create", "ADMIN1", "--name", "沈静", "--org", "D")
    assert result.exit_code == 0, result.output
    with district.session() as session:
        person = session.scalars(select(Person).where(Person.person_no == "ADMIN1")).one()
        at = session.scalars(select(Affiliation.organisation_id).where(Affiliation.person_id == person.id)).all()
    assert person.name == "沈静"
    assert at == [district.organisations["D"]]


@pytest.mark.parametrize(
    "words",
    [
        ["create", "ADMIN1"],
        ["create", "ADMIN1", "--name", "沈静"],
        ["create", "ADMIN1", "--name", "沈静", "--org", "nowhere"],
        ["create", "T77001", "--name", "别人"],
        ["grant", "T99999", "auditor", "D"],
        ["grant", "T77001", "auditor", "nowhere"],
        ["revoke", "T77001", "auditor", "D"],
        ["disable", "T77001"],
        ["reset-password", "T77001"],
    ],
)
def test_what_cannot_be_done_is_one_line_and_exit_status_1(district, run, words):
    district.add_person("周德海", person_no="T77001")
    result = run(*words)
    assert result.exit_code == 1
    assert len(result.output.strip().splitlines()) == 1
    with district.session() as session:
        assert session.scalars(select(AuditEntry)).all() == []


def test_grant_and_revoke_one_right(district, run):
    district.add_person("周德海", person_no="T77001")
    assert run("grant", "T77001", "auditor", "D").exit_code == 0
    refused = run("grant", "T77001", "system_admin", "D")
    assert refused.exit_code == 1
    assert run("grant", "T77001", "director", "D").exit_code == 2
    assert run("revoke", "T77001", "auditor", "D").exit_code == 0
    assert run("grant", "T77001", "system_admin", "D").exit_code == 0
    with district.session() as session:
        held = session.execute(select(Grant.role, Grant.revoked_at.is_(None)).order_by(Grant.id)).all()
        actors = set(session.scalars(select(AuditEntry.actor)))
    assert [tuple(row) for row in held] == [("auditor", False), ("system_admin", True)]
    assert len(actors) == 1
    assert actors.pop().startswith("console:")


def test_disable_enable_and_reset(district, run):
    zhou = district.add_person("周德海", person_no="T77001")
    district.grant(zhou, Role.AUDITOR, "D")
    add_account(district, zhou)
    browser = district.sign_in(zhou)
    assert run("disable", "T77001").exit_code == 0
    assert browser.get("/inbox").location.startswith("/login")
    assert log_in(district, "T77001").status_code == 422
    assert run("enable", "t77001").exit_code == 0
    assert log_in(district, "T77001").status_code == 303
    code = code_in(run("reset-password", "T77001").output)
    assert account_of(district, zhou).password_hash is None
    assert log_in(district, "T77001", code).status_code == 303
