"""`lms demo load`: a synthetic district to try everything with."""

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from lms import clock
from lms.audit.actor import Actor
from lms.demo import staff
from lms.demo.attendance import add_attendance
from lms.demo.calls import add_calls
from lms.demo.certificates import add_certificates
from lms.demo.classes import add_classes
from lms.demo.feedback import add_evaluations
from lms.demo.load import load_district
from lms.demo.materials import add_materials
from lms.demo.planning import add_plans
from lms.demo.rounds import add_round
from lms.demo.timetable import add_timetables
from lms.extensions import db
from lms.people.derived import renew_affiliations
from lms.people.models import Person
from lms.rotation.actions.evaluating import evaluate_all
from lms.transaction import transaction
from lms.web.accounts_note import FILE, demo_accounts_note


@click.group()
def demo() -> None:
    """A synthetic district: nobody in it exists."""


@demo.command()
@click.option("--people", default=3200, show_default=True, type=click.IntRange(100, 1_000_000), help="How many.")
@click.option("--seed", default=1, show_default=True, help="The same seed and day give the same district.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How accounts are printed.")
@click.option("--if-empty", is_flag=True, help="Do nothing where people are already.")
@with_appcontext
def load(people: int, seed: int, form: str, if_empty: bool) -> None:
    """Load the district into an empty database and print an account for each role."""
    if if_empty and _has_people():
        return
    settings = current_app.extensions["settings"]
    actor = Actor.console()
    with transaction():
        loaded = load_district(actor, people, seed)
        accounts = staff.add_staff(actor, loaded.organisations)
        renew_affiliations(clock.today())
        add_classes(actor, loaded.organisations)
        add_timetables(actor)
        add_attendance(actor)
        add_certificates(actor, loaded.organisations)
        add_materials(actor)
        add_round(actor, loaded.organisations)
        add_plans(actor, loaded.organisations)
        add_evaluations(actor)
    evaluate_all()
    with transaction():
        add_calls(actor)
    staff.keep(accounts, settings.data_dir / FILE)
    click.echo(staff.as_json(accounts) if form == "json" else demo_accounts_note(settings))


def _has_people() -> bool:
    there = db.session.scalar(select(Person.id).limit(1)) is not None
    db.session.rollback()
    return there


COMMANDS = (demo,)
