"""Everybody's own training record."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission, Role
from lms.certificates.queries import own_by_record
from lms.errors import Refused
from lms.messages.actions import send
from lms.records import queries
from lms.records.forms import MissingForm
from lms.records.wording import CATEGORY_WORDS
from lms.rotation.queries.offices import office_of_person
from lms.rotation.queries.person import duties_of
from lms.transaction import transaction
from lms.web.notices import tell

bp = Blueprint("records", __name__, template_folder="templates")

ALL_YEARS = "all"


@bp.get("/record")
@requires(Permission.LEARN)
def my_record() -> ResponseReturnValue:
    """One year of it, or all: what counts, what was corrected, and the sum."""
    person = signed_in().person_id
    wanted = request.args.get("year", "")
    year = (
        None if wanted == ALL_YEARS else int(wanted) if wanted.isdecimal() and len(wanted) == 4 else clock.today().year
    )
    lines = queries.year_of_person(person, year)
    return render_template(
        "records/record.html",
        year=year,
        this_year=clock.today().year,
        years=queries.years_of_person(person),
        lines=lines,
        total=sum(line.counted_centihours for line in lines),
        asked=None if year is None else hours_asked(person, year),
        certificates=own_by_record(person),
        words=CATEGORY_WORDS,
    )


@bp.route("/record/missing", methods=["GET", "POST"])
@requires(Permission.LEARN)
def report_missing() -> ResponseReturnValue:
    """Tell the party office of the street which training is missing here; where there is none, the district."""
    form = MissingForm()
    try:
        if form.validate_on_submit():
            with transaction():
                _tell_office(form.text.data or "")
            tell(_("The street is told."), _("Its answer comes into your inbox."))
            return redirect(url_for(".my_record"), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("records/missing.html", form=form), 422 if form.errors else 200


def _tell_office(text: str) -> None:
    """Raises Refused when nobody is in charge."""
    who = signed_in()
    office = office_of_person(who.person_id, (Role.STREET, Role.DISTRICT))
    if not office:
        raise Refused(_("Nothing was sent: nobody is in charge here in the system. Please call them."))
    link = url_for("people.show_person", person_id=who.person_id)
    send(current_actor(), office, _("Training is missing in the file: %(name)s", name=who.name)[:200], text, link)


def year_wanted(text: str) -> int | None:
    """The year in the address; None: all of them; this one where it says nothing that could be a year."""
    if text == ALL_YEARS:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) == 4 else clock.today().year


def hours_asked(person_id: int, year: int) -> tuple[int, int] | None:
    """The most hours that a requirement asks of a person in a year whatever the category, and what is still missing."""
    asked = [
        (duty.finding.requirement.min_centihours, duty.finding.reached.centihours)
        for duty in duties_of(person_id, year)
        if duty.finding.requirement.min_centihours and not duty.finding.requirement.credit_kinds
    ]
    if not asked:
        return None
    hours, reached = max(asked)
    return hours, max(0, hours - reached)
