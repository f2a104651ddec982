"""Accounts with a password or a code, grants, and browsers that log in by the form."""

from functools import cache

from lms import clock
from lms.accounts import actions, hashing
from lms.accounts.models import Account, Grant
from lms.accounts.rules import Role, codes
from lms.audit.actor import Actor
from lms.extensions import db
from lms.transaction import transaction
from tests.facts.district import RECORDER, District

PASSWORD = "four words in a row"
HERE, ELSEWHERE = "203.0.113.7", "198.51.100.9"


@cache
def hashed(password: str = PASSWORD) -> str:
    return hashing.hash_password(password)


def add_account(district: District, person_id: int, *, password: str | None = PASSWORD, **more) -> int:
    """An account in use; gives its id."""
    with district.session() as session:
        account = Account(
            person_id=person_id, created_at=clock.now(), password_hash=password and hashed(password), **more
        )
        session.add(account)
        session.commit()
        return account.id


def add_code(district: District, person_id: int) -> str:
    """An account (made if there is none) that waits for its activation code; gives the code."""
    with district.session(), transaction():
        return actions.issue_code(Actor.console(), person_id, codes.new_batch_key())


def add_grant(district: District, person_id: int, role: Role = Role.TRAINER, at: str = "S1") -> int:
    """A right in force; gives its id."""
    with district.session() as session:
        grant = Grant(
            person_id=person_id, role=role.value, organisation_id=district.organisations[at],
            granted_at=clock.now(), granted_by=RECORDER,
        )  # fmt: skip
        session.add(grant)
        session.commit()
        return grant.id


def log_in(district: District, username: str, password: str = PASSWORD, *, browser=None, address: str = HERE, **more):
    """What the login form answers; `browser` keeps its cookies."""
    browser = browser or district.app.test_client()
    return browser.post(
        "/login" + more.pop("query", ""),
        data={"username": username, "password": password},
        environ_overrides={"REMOTE_ADDR": address},
        **more,
    )


def account_of(district: District, person_id: int) -> Account:
    with district.session():
        return db.session.query(Account).filter_by(person_id=person_id).one()


def _account_sample(district: District) -> dict[str, int]:
    return {"account_id": add_account(district, district.add_person(at="S1C1"), password=None)}


ROUTE_SAMPLES = {
    "accounts.show_account": _account_sample,
    "accounts.confirm_reset": _account_sample,
    "accounts.reset": _account_sample,
    "accounts.confirm_disable": _account_sample,
    "accounts.disable": _account_sample,
    "accounts.enable": _account_sample,
    "accounts.open_accounts_page": lambda district: {"organisation_id": district.organisations["S1C1"]},
    "accounts.open_accounts": lambda district: {"organisation_id": district.organisations["S1C1"]},
    "accounts.confirm_take_back": lambda district: {"grant_id": add_grant(district, district.add_person())},
    "accounts.take_back": lambda district: {"grant_id": add_grant(district, district.add_person())},
}
