"""A person's own duty: the reason, what it rests on, what would change it, and where to say that it is wrong."""

from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import requires, signed_in
from lms.accounts.rules import Permission, Role
from lms.errors import NotFound, Refused
from lms.people.models import Person
from lms.people.queries import EVERYWHERE, person_in_scope
from lms.rotation import queries
from lms.rotation.forms.persons import ReportForm
from lms.rotation.queries import Asked, Moment
from lms.rotation.rules import Finding
from lms.rotation.rules.reasons.shortfall import measures
from lms.rotation.views.asked import YEARS, asked
from lms.rotation.views.blueprint import bp
from lms.rotation.views.changing import what_would_change
from lms.rotation.views.person_facts import send_report
from lms.rotation.views.persons import finding_among, story
from lms.transaction import transaction
from lms.web.notices import tell


@dataclass(frozen=True)
class Own:
    """The reader's duty of a requirement and year; `finding` None: it is not asked of them."""

    about: Asked
    finding: Finding | None


@bp.get("/learn/duties/<code>/<int:year>")
@requires(Permission.LEARN)
def my_duty(code: str, year: int) -> ResponseReturnValue:
    """How one's own duty stands, and why."""
    own = _own(code, year)
    finding = own.finding
    return render_template(
        "rotation/my_duty.html",
        asked=own.about,
        finding=finding,
        as_of=clock.today(),
        amounts=[one for one in measures(finding.requirement, finding.reached) if one.kind in {"hours", "days"}]
        if finding
        else [],
        changes=what_would_change(finding) if finding else [],
        **story(own.about, signed_in().person_id, finding),
    )


@bp.get("/learn/duties/<code>/<int:year>/report")
@requires(Permission.LEARN)
def report_own_page(code: str, year: int) -> ResponseReturnValue:
    """The form for what is wrong."""
    return _report_page(ReportForm(formdata=None), _own(code, year))


@bp.post("/learn/duties/<code>/<int:year>/report")
@requires(Permission.LEARN)
def report_own(code: str, year: int) -> ResponseReturnValue:
    """Tell the party office of the street; where there is none, the district."""
    own, form = _own(code, year), ReportForm()
    try:
        if form.validate_on_submit():
            with transaction():
                send_report(_reader(), own.about, form.text.data or "", (Role.STREET, Role.DISTRICT))
            tell(_("The street is told."), _("Its answer comes into your inbox."))
            return redirect(url_for(".my_duty", code=code, year=year), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return _report_page(form, own), 422


def _own(code: str, year: int) -> Own:
    """As things stand today. Raises NotFound for a requirement or year that does not exist."""
    if year not in YEARS:
        raise NotFound("There is no such year.")
    about = asked(code, year)
    duties = queries.duties_of(signed_in().person_id, year, Moment(clock.today()))
    return Own(about, finding_among(duties, about))


def _reader() -> Person:
    return person_in_scope(signed_in().person_id, EVERYWHERE)


def _report_page(form: ReportForm, own: Own) -> str:
    here = url_for(".my_duty", code=own.about.requirement.code, year=own.about.year)
    values: dict[str, Any] = {"asked": own.about, "form": form, "back_to": here, "own": True}
    return render_template("rotation/report.html", **values)
