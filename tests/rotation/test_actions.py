"""Requirements and waivers are changed by superseding, audited, and judged anew at once."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select

from lms import clock
from lms.audit.actor import Actor
from lms.audit.models import AuditEntry
from lms.errors import Conflict, NotFound, Refused
from lms.extensions import db
from lms.people.queries import EVERYWHERE
from lms.people.rules import PositionCategory
from lms.rotation import actions, queries
from lms.rotation.actions import NewWaiver
from lms.rotation.defaults import DEFAULTS, SOURCES
from lms.rotation.models import Obligation, RequirementVersion
from lms.rotation.queries import Asked, Filters, Moment
from lms.rotation.rules import AskedCurriculum, MonthDay, Requirement, Status, WaiverKind
from lms.transaction import transaction

ACTOR = Actor("console:test", "test")


@pytest.fixture(autouse=True)
def _today(set_clock):
    set_clock("2026-11-24 09:00")


@pytest.fixture
def person(district):
    return district.add_person()


@pytest.fixture(autouse=True)
def _context(app):
    with app.app_context():
        yield


def rotation_id() -> int:
    return queries.requirement("rotation").id


def status_of(person_id: int, year: int = 2026) -> str | None:
    return db.session.scalar(
        select(Obligation.status).where(
            Obligation.person_id == person_id, Obligation.requirement_id == rotation_id(), Obligation.year == year
        )
    )


def waiver(person_id: int, **more) -> NewWaiver:
    given = {
        "person_id": person_id, "requirement_id": rotation_id(), "year": 2026, "kind": WaiverKind.EXEMPTION,
        "reason": "援派在外", "approver": "区委组织部", "approved_on": date(2026, 11, 20),
    }  # fmt: skip
    return NewWaiver(**(given | more))


def test_a_new_database_knows_the_defaults_as_they_are_written_down():
    stored = queries.requirements(only_active=False)
    nameless = [
        replace(one.rules, curricula=tuple(AskedCurriculum(c.code) for c in one.rules.curricula)) for one in stored
    ]
    assert nameless == [
        replace(one, curricula=tuple(AskedCurriculum(c.code) for c in one.curricula)) for one in DEFAULTS
    ]
    assert {one.code: one.source for one in stored} == SOURCES


def test_an_exemption_is_judged_at_once_and_audited(person):
    with transaction():
        actions.grant_waiver(ACTOR, waiver(person))
    assert status_of(person) == "exempt"
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "waiver.granted"))
    assert entry.person_id == person


def test_the_same_waiver_twice_is_one(person):
    with transaction():
        first = actions.grant_waiver(ACTOR, waiver(person)).id
    with transaction():
        assert actions.grant_waiver(ACTOR, waiver(person)).id == first


def test_a_waiver_taken_back_is_still_known_for_the_time_before(person, set_clock):
    with transaction():
        given = actions.grant_waiver(ACTOR, waiver(person)).id
    set_clock("2026-11-26 10:00")
    with transaction():
        actions.revoke_waiver(ACTOR, queries.waiver_in_scope(given, EVERYWHERE), why="回到原单位")
    assert status_of(person) == "at_risk"
    asked = Asked(queries.requirement("rotation"), 2026, Moment(date(2026, 11, 26), clock.end_of(date(2026, 11, 25))))
    assert queries.totals(asked, Filters())[Status.EXEMPT] == 1
    with pytest.raises(Conflict), transaction():
        actions.revoke_waiver(ACTOR, queries.waiver_in_scope(given, EVERYWHERE), why="again")


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": WaiverKind.DEFERRAL},
        {"deferred_until": date(2027, 3, 1)},
        {"reason": " "},
        {"approver": ""},
    ],
)
def test_an_incomplete_waiver_is_refused(person, wrong):
    with pytest.raises(Refused), transaction():
        actions.grant_waiver(ACTOR, waiver(person, **wrong))


def test_a_requirement_that_is_not_there_cannot_be_waived(person):
    with pytest.raises(NotFound), transaction():
        actions.grant_waiver(ACTOR, waiver(person, requirement_id=4711))


FIRST_AID = Requirement(
    "first-aid", "应急救护", audience=frozenset({PositionCategory.COMMUNITY_PRINCIPAL}), credit_kinds=frozenset(),
    min_centihours=800,
)  # fmt: skip


def test_an_office_adds_a_requirement_of_its_own_and_everybody_is_judged(person):
    with transaction():
        actions.make_requirement(ACTOR, FIRST_AID, source="区应急办通知")
    made = queries.requirement("应急救护")
    assert made.rules == replace(FIRST_AID, english_name="应急救护")
    assert queries.totals(Asked(made, 2026), Filters()).audience == 1


def test_a_changed_requirement_supersedes_and_the_past_keeps_its_own(person, set_clock):
    before = queries.requirement("rotation")
    set_clock("2026-11-26 10:00")
    with transaction():
        actions.change_requirement(
            ACTOR, replace(before.rules, due=MonthDay(11, 25)), source=before.source, version_id=before.version_id
        )
    assert status_of(person) == "overdue"
    assert queries.requirement("rotation", clock.end_of(date(2026, 11, 25))).rules == before.rules
    (entry,) = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "requirement.changed"))
    assert '"due":["12-31","11-25"]' in entry.detail


def test_a_change_that_changes_nothing_adds_no_version():
    before = queries.requirement("rotation")
    with transaction():
        actions.change_requirement(ACTOR, before.rules, source=before.source, version_id=before.version_id)
    assert queries.requirement("rotation").version_id == before.version_id


def test_whoever_looked_at_an_older_version_is_told(person):
    before = queries.requirement("rotation")
    change = {"source": before.source, "version_id": before.version_id}
    with transaction():
        actions.change_requirement(ACTOR, replace(before.rules, warn_days=30), **change)
    with pytest.raises(Conflict), transaction():
        actions.change_requirement(ACTOR, replace(before.rules, warn_days=90), **change)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"min_centihours": 0}, Refused),
        ({"audience": frozenset()}, Refused),
        ({"code": "First Aid"}, Refused),
        ({"code": "rotation"}, Conflict),
        ({"name": "集中轮训"}, Conflict),
        ({"curricula": (AskedCurriculum("99"),)}, Refused),
    ],
)
def test_a_requirement_that_makes_no_sense_or_is_there_already_is_refused(wrong, error):
    with pytest.raises(error), transaction():
        actions.make_requirement(ACTOR, replace(FIRST_AID, **wrong))
    assert db.session.query(RequirementVersion).count() == len(DEFAULTS)
