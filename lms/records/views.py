"""Everybody's own training record."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.guard import requires, signed_in
from lms.accounts.rules import Permission
from lms.records import queries
from lms.records.wording import CATEGORY_WORDS
from lms.rotation.queries.person import duties_of

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
        words=CATEGORY_WORDS,
    )


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
