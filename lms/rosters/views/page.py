"""The page of rosters: choose one, see it, take it along."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.guard import requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.rosters.queries.duties import asked_of
from lms.rosters.rosters import made
from lms.rosters.rosters.not_trained import first_of_not_trained, totals_of
from lms.rosters.rules.kinds import MOST_ROWS_AT_ONCE, PREVIEWED_ROWS, FileFormat, Roster, Wanted
from lms.rosters.sheets import Sheet
from lms.rosters.views.asking import Asking, asking
from lms.rosters.views.blueprint import bp
from lms.rosters.views.made import latest_made
from lms.rosters.wording import ROSTER_WORDS
from lms.rotation.wording import requirement_name
from lms.training.wording import intake

PLAIN_ON_PHONES = frozenset({"序号", "姓名"})
"""What a card says without a label: its name; and the number, which it does not need."""


@dataclass(frozen=True)
class Shown:
    """A roster as far as the page shows it. `sheet` None: there is none yet, and `why`."""

    sheet: Sheet | None
    people: int = 0
    why: str = ""

    @property
    def is_long(self) -> bool:
        """Whether it is made in the background."""
        return self.people > MOST_ROWS_AT_ONCE


@bp.get("/rosters")
@requires(Permission.EXPORT_ROSTERS)
def export_page() -> ResponseReturnValue:
    """The roster asked for, its first rows, and the ways to take it along."""
    asked = asking()
    shown = _shown(asked)
    return render_template(
        "rosters/export.html",
        asked=asked,
        filters=asked.form,
        heading=_heading(asked, shown),
        shown=shown,
        preview=shown.sheet.texts(PREVIEWED_ROWS) if shown.sheet else [],
        conditions=asked.wanted.as_conditions() if asked.wanted else {},
        numbers=_about_numbers(asked),
        made=latest_made(),
    ), 422 if asked.form.errors else 200


def _shown(asked: Asking) -> Shown:
    if asked.wanted is None:
        return Shown(None)
    maker = signed_in().name
    if asked.roster is Roster.NOT_TRAINED:
        return _shown_not_trained(asked, asked.wanted, maker)
    try:
        sheet = made(asked.wanted, asked.reach, maker)
    except Refused as refusal:
        return Shown(None, why=str(refusal))
    return Shown(sheet, len(sheet))


def _shown_not_trained(asked: Asking, wanted: Wanted, maker: str) -> Shown:
    totals = totals_of(wanted, asked.reach)
    if not totals.flagged:
        return Shown(None, why=_nobody_flagged(totals.audience))
    make = first_of_not_trained if totals.flagged > MOST_ROWS_AT_ONCE else made
    return Shown(make(wanted, asked.reach, maker), totals.flagged)


def _nobody_flagged(audience: int) -> str:
    if not audience:
        return _("Nobody owes this training here.")
    return ngettext(
        "The one person who owes it has completed it, is provided for, or still has time.",
        "Each of the %(num)s people who owe it has completed it, is provided for, or still has time.",
        audience,
    )


def _heading(asked: Asking, shown: Shown) -> str:
    """「结业花名册，第4期，58人」: the roster, whose, how many."""
    words = [str(ROSTER_WORDS[asked.roster]), _whose(asked)]
    if shown.sheet is not None:
        words.append(_how_many(asked.roster, shown.people))
    said = words[0]
    for word in words[1:]:
        said = _("%(roster)s, %(more)s", roster=said, more=word) if word else said
    return said


def _how_many(roster: Roster, rows: int) -> str:
    if roster.lists_people:
        return ngettext("%(num)s person", "%(num)s people", rows)
    return ngettext("%(num)s half-day", "%(num)s half-days", rows)


def _whose(asked: Asking) -> str:
    if asked.card is not None:
        return intake(asked.card)
    if asked.wanted is None or asked.roster.is_of_class:
        return ""
    about = asked_of(asked.wanted)
    name = requirement_name(about.requirement.rules) if about else asked.wanted.requirement
    return _("%(requirement)s of %(year)s", requirement=name, year=asked.wanted.year)


def _about_numbers(asked: Asking) -> str:
    """What the sheet shows of telephone numbers to this person."""
    if not asked.roster.has_numbers:
        return _("This roster holds no identity or telephone numbers.")
    if not signed_in().may(Permission.VIEW_PEOPLE):
        return _("Telephone numbers and personal details: left out, since you see name, organisation and post only.")
    if not signed_in().may(Permission.SEE_WHOLE_NUMBERS):
        return _("Telephone numbers: only the last four digits, since you have no right to see whole numbers.")
    return _("Telephone numbers stand in full. Keep the file where only those can read it who need it.")


@bp.context_processor
def _words() -> dict[str, Any]:
    return {
        "PLAIN_ON_PHONES": PLAIN_ON_PHONES,
        "PREVIEWED_ROWS": PREVIEWED_ROWS,
        "FileFormat": FileFormat,
        "may": lambda name: signed_in().may(Permission(name)),
    }
