"""Logging in, in two transactions with the slow hash between them, so that nobody waits for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from flask import current_app

from lms import clock
from lms.accounts import hashing
from lms.accounts.actions import logins, tries
from lms.accounts.actions.logins import Visitor
from lms.accounts.keys import secret
from lms.accounts.models import Account
from lms.accounts.queries import Known, account_of_person, known_by_name
from lms.accounts.rules import codes, devices
from lms.accounts.rules.lockout import ONE_PLACE, Tries, tries_left
from lms.accounts.rules.names import typed_name
from lms.audit import actions as audit
from lms.audit.actor import Actor
from lms.extensions import db


class Problem(StrEnum):
    """Why somebody was not let in."""

    WRONG = "wrong"
    SHARED_PHONE = "shared_phone"
    DISABLED = "disabled"
    CODE_EXPIRED = "code_expired"
    DEMO_ELSEWHERE = "demo_elsewhere"


@dataclass(frozen=True)
class Attempt:
    """One try, counted already. `known` is whose account the typed name means, if anybody's."""

    name: str
    place: str
    trusted: bool
    known: Known | None
    shared_phone: bool
    tries: Tries

    @property
    def tries_left(self) -> int:
        """How many tries remain if this one is wrong."""
        return tries_left(self.tries, ONE_PLACE)


@dataclass(frozen=True)
class Proof:
    """What the typed password proved to be, and its hash anew where the stored one is out of date."""

    fits: bool
    by_code: bool = False
    new_hash: str | None = None


@dataclass(frozen=True)
class Outcome:
    """A token and whose, or the problem."""

    token: str | None = None
    known: Known | None = None
    problem: Problem | None = None


def begin(typed: str, visitor: Visitor) -> Attempt:
    """Count the try and find out whose account is meant. Raises LockedOut."""
    name = typed_name(typed)
    known, shared_phone = known_by_name(name)
    counted_as = known.person_no if known else name
    device = devices.device_of(visitor.device, secret(), known.account_id) if known else None
    place = f"device:{device}" if device else visitor.address[:64] or "unknown"
    counted = tries.count_try(counted_as, place, trusted=device is not None)
    return Attempt(counted_as, place, device is not None, known, shared_phone, counted)


def prove(attempt: Attempt, password: str) -> Proof:
    """Look at the password, or at the activation code; touches no database, takes as long for nobody's name."""
    known = attempt.known
    stored = known.password_hash if known else None
    if hashing.password_fits(password, stored):
        renewed = hashing.hash_password(password) if hashing.wants_new_hash(stored or "") else None
        return Proof(fits=True, new_hash=renewed)
    by_code = known is not None and codes.fits(password, known.activation_hash, secret(), known.person_id)
    return Proof(fits=by_code, by_code=by_code)


def finish(attempt: Attempt, proof: Proof, visitor: Visitor) -> Outcome:
    """Let in whoever proved it, or say why not; both are put down in the audit trail."""
    known = attempt.known
    problem = _problem(attempt, proof, visitor, clock.now())
    if problem is not None or known is None:
        _put_down_refusal(attempt, problem or Problem.WRONG, visitor)
        return Outcome(problem=problem)
    tries.forgive(attempt.name, attempt.place, trusted=attempt.trusted)
    account = db.session.get_one(Account, known.account_id)
    if proof.new_hash:
        account.password_hash = proof.new_hash
    token = logins.open_login(known.account_id, visitor, current_app.extensions["settings"].session_hours)
    actor = Actor.person(known.person_id, known.name, visitor.address)
    audit.record(actor, "login.done", person_id=known.person_id, by_code=proof.by_code)
    return Outcome(token, known)


def _problem(attempt: Attempt, proof: Proof, visitor: Visitor, now: datetime) -> Problem | None:
    known = attempt.known
    if attempt.shared_phone:
        return Problem.SHARED_PHONE
    if known is None or not proof.fits or account_of_person(known.person_id) != known:
        return Problem.WRONG  # also when the account was changed while the hash was looked at
    if known.disabled_at is not None:
        return Problem.DISABLED
    if proof.by_code and not known.activation_is_open(now):
        return Problem.CODE_EXPIRED
    return None if _may_come_from(known, visitor) else Problem.DEMO_ELSEWHERE


def _may_come_from(known: Known, visitor: Visitor) -> bool:
    """Demo accounts, whose passwords are no secret, work on this machine alone unless a setting says otherwise."""
    from_anywhere = current_app.extensions["settings"].demo_from_anywhere
    return not known.is_demo or visitor.is_this_machine or from_anywhere


def _put_down_refusal(attempt: Attempt, problem: Problem, visitor: Visitor) -> None:
    """Tries at a real account are kept; at other names not, for people type passwords into the wrong field."""
    if attempt.known is None:
        return
    action = "login.refused" if attempt.tries_left else "login.locked"
    audit.record(
        Actor.visitor(visitor.address),
        action,
        person_id=attempt.known.person_id,
        result="refused",
        reason=problem.value,
        tries_left=attempt.tries_left,
    )
