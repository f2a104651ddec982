"""Call-ups of the synthetic district: one that streets nominate for, one being prepared."""

from datetime import timedelta

from sqlalchemy import select

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.nomination.actions import calls, deciding, nominating, notices
from lms.nomination.actions.calls import CallFields
from lms.nomination.queries.calls import call_of_class
from lms.nomination.queries.candidates import asked_of, owing_page
from lms.nomination.queries.nominations import Which, all_named
from lms.nomination.queries.quotas import quotas_of, requirements_for
from lms.nomination.rules.notice import Written, usual_demands
from lms.nomination.rules.standing import Standing
from lms.people.models import Organisation
from lms.people.queries import EVERYWHERE
from lms.records.rules import TrainingCategory
from lms.rotation.rules import Language
from lms.training.actions.classes import ClassFields, create_class, set_draws_from
from lms.training.models import Programme
from lms.training.queries.classes import class_for_update

SEATS = 30
ISSUER = "中共云溪区委组织部"


def add_calls(actor: Actor) -> None:
    """Make them through the actions that pages use; runs in the caller's transaction, after duties are evaluated."""
    programme = db.session.scalars(
        select(Programme).where(Programme.category == TrainingCategory.ROTATION.value).order_by(Programme.id)
    ).first()
    district = db.session.scalar(select(Organisation.id).where(Organisation.parent_id.is_(None)))
    if programme is None or district is None:
        return
    for number, days in ((4, 18), (5, 25), (6, 45)):
        class_id = _class(actor, programme, district, number, days)
        if number < 6:
            calls.open_call(actor, calls.lock(class_id, EVERYWHERE))
            _nominate(actor, class_id, units=6 if number == 5 else 3)
        if number < 6:
            _write_notice(actor, class_id, send=number == 4)


def _class(actor: Actor, programme: Programme, district: int, number: int, days: int) -> int:
    """A class with its seats divided."""
    first = clock.today() + timedelta(days=days)
    first += timedelta(days=-first.weekday() % 7)  # a Monday
    made = create_class(
        actor,
        programme,
        ClassFields(
            organiser_id=programme.organiser_id, intake_number=number, first_day=first,
            last_day=first + timedelta(days=2), declared_year=first.year, capacity=SEATS, venue="党校一号楼报告厅",
        ),
    )  # fmt: skip
    db.session.flush()
    set_draws_from(actor, class_for_update(made.id, EVERYWHERE), district)
    requirement = requirements_for(programme.category)[0].id
    closes_on = first - timedelta(days=5)
    fields = CallFields(requirement, programme.year, SEATS, 1, closes_on)
    calls.divide_seats(actor, class_for_update(made.id, EVERYWHERE), None, fields)
    return made.id


def _nominate(actor: Actor, class_id: int, units: int) -> None:
    """The first units name those who need it most, one more than their quota."""
    call = call_of_class(class_id, EVERYWHERE)
    asked = asked_of(call) if call else None
    if call is None or asked is None:
        return
    for quota in [one for one in quotas_of(call.id) if one.seats][:units]:
        page = owing_page(call, asked, quota.organisation_id, "", 1, Language.CHINESE)
        people = [one.person_id for one in page.rows if one.can_be_chosen][: quota.seats + 1]
        unit = nominating.lock_unit(class_id, quota.organisation_id, EVERYWHERE)
        nominating.nominate(actor, unit, people)


def _write_notice(actor: Actor, class_id: int, *, send: bool) -> None:
    """Write the notice; confirm everybody within the quotas first where it is sent."""
    locked = calls.lock(class_id, EVERYWHERE)
    if send:
        named = all_named(locked.call.id, Which(standings=frozenset({Standing.NOMINATED})))
        deciding.confirm(actor, locked, [one.id for one in named])
        locked = calls.lock(class_id, EVERYWHERE)
    call = call_of_class(class_id, EVERYWHERE)
    if call is None:
        return
    today = clock.today()
    words = Written(
        document_number=f"云组通字〔{today.year}〕{12 if send else 13}号", issuer=ISSUER, signed_on=today,
        audience="社区（村）主职干部，非公有制经济组织和社会组织党组织负责人",
        content="党的创新理论、基层治理、依法办事、群众工作方法", demands=usual_demands(ISSUER, call.closes_on),
        contact="林静", phone="0532-00000000",
    )  # fmt: skip
    notices.write(actor, locked, words)
    if send and call.tally.confirmed:
        notices.send(actor, locked, call)
