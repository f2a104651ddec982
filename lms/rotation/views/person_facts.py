"""What offices put down about one person: training taken part in, a waiver, its taking back; reporting errors."""

from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission, Role
from lms.errors import NotFound, Refused
from lms.messages.actions import send
from lms.people.models import Person
from lms.people.queries import OrgScope
from lms.records.actions import record_many
from lms.rotation import actions, queries
from lms.rotation.actions import NewWaiver
from lms.rotation.forms.persons import RecordForm, ReportForm, WaiverForm, WhyForm
from lms.rotation.models import Waiver
from lms.rotation.queries import Asked
from lms.rotation.queries.offices import office_of_person
from lms.rotation.queries.places import person_in_reach
from lms.rotation.rules import Finding, WaiverKind
from lms.rotation.views.asked import asked_by_address
from lms.rotation.views.blueprint import bp
from lms.rotation.views.persons import back_to_person, finding_among
from lms.rotation.wording import requirement_name
from lms.transaction import transaction
from lms.web.notices import tell
from lms.web.wording import day


@bp.get("/rotation/people/<int:person_id>/record")
@requires(Permission.IMPORT_EVERYTHING)
def record_page(person_id: int) -> ResponseReturnValue:
    """The form for training that a person took part in, the likely values filled in."""
    asked, person, _finding = _asked_about(person_id, current_scope())
    form = RecordForm(formdata=None)
    kinds = sorted(asked.requirement.rules.credit_kinds)
    form.category.data = kinds[0].value if len(kinds) == 1 else None
    form.declared_year.data = asked.year
    form.make_up_year.data = asked.year if asked.year < clock.today().year else None
    return _form_page("rotation/record.html", form, asked, person)


@bp.post("/rotation/people/<int:person_id>/record")
@requires(Permission.IMPORT_EVERYTHING)
def record(person_id: int) -> ResponseReturnValue:
    """Write the record; what the person owes is worked out anew at once."""
    asked, person, _finding = _asked_about(person_id, current_scope())
    form = RecordForm()
    if not form.validate_on_submit():
        return _form_page("rotation/record.html", form, asked, person), 422
    with transaction():
        asked, person, _finding = _asked_about(person_id, current_scope())
        written = record_many(current_actor(), [form.record(person.id)])
    if written.new_ids:
        tell(_("The training is put down."), _("The status below is worked out with it."))
    else:
        tell(_("This training was known already, so nothing was changed."), kind="info")
    return redirect(back_to_person(person_id, asked), code=303)


@bp.get("/rotation/people/<int:person_id>/waiver")
@requires(Permission.GRANT_WAIVERS)
def waiver_page(person_id: int) -> ResponseReturnValue:
    """The form for a deferral or an exemption that was approved."""
    asked, person, _finding = _asked_about(person_id, current_scope())
    form = WaiverForm(formdata=None, data={"approved_on": clock.today()})
    return _form_page("rotation/waiver.html", form, asked, person)


@bp.post("/rotation/people/<int:person_id>/waiver")
@requires(Permission.GRANT_WAIVERS)
def waive(person_id: int) -> ResponseReturnValue:
    """Put it down; it counts from the day of its approval on, for this requirement and year alone."""
    asked, person, _finding = _asked_about(person_id, current_scope())
    form = WaiverForm(asked.requirement.rules.due_day(asked.year))
    if not form.validate_on_submit():
        return _form_page("rotation/waiver.html", form, asked, person), 422
    with transaction():
        asked, person, _finding = _asked_about(person_id, current_scope())
        actions.grant_waiver(current_actor(), _new_waiver(form, asked, person))
    tell(_("The deferral is put down.") if form.deferred_until.data else _("The exemption is put down."),
         _("It can be taken back below the timeline."))  # fmt: skip
    return redirect(back_to_person(person_id, asked), code=303)


@bp.get("/rotation/people/<int:person_id>/waivers/<int:waiver_id>/revoke")
@requires(Permission.GRANT_WAIVERS)
def revoke_page(person_id: int, waiver_id: int) -> ResponseReturnValue:
    """What taking it back does, before it is done."""
    waiver = _waiver_of(person_id, waiver_id)
    asked, person, _finding = _asked_about(person_id, current_scope())
    return _form_page("rotation/revoke.html", WhyForm(formdata=None), asked, person, waiver=waiver)


@bp.post("/rotation/people/<int:person_id>/waivers/<int:waiver_id>/revoke")
@requires(Permission.GRANT_WAIVERS)
def revoke(person_id: int, waiver_id: int) -> ResponseReturnValue:
    """Take a waiver back from now on, with the reason."""
    form = WhyForm()
    asked, person, _finding = _asked_about(person_id, current_scope())
    if not form.validate_on_submit():
        waiver = _waiver_of(person_id, waiver_id)
        return _form_page("rotation/revoke.html", form, asked, person, waiver=waiver), 422
    with transaction():
        actions.revoke_waiver(current_actor(), _waiver_of(person_id, waiver_id), why=form.why.data or "")
    tell(_("It is taken back."), _("What it meant until now stays in the timeline, marked as corrected."))
    return redirect(back_to_person(person_id, asked), code=303)


@bp.get("/rotation/people/<int:person_id>/report")
@requires(Permission.VIEW_ROTATION)
def report_page(person_id: int) -> ResponseReturnValue:
    """A street says what is wrong with what only the district can change."""
    asked, person, _finding = _asked_about(person_id, current_scope())
    return _form_page("rotation/report.html", ReportForm(formdata=None), asked, person)


@bp.post("/rotation/people/<int:person_id>/report")
@requires(Permission.VIEW_ROTATION)
def report(person_id: int) -> ResponseReturnValue:
    """Put it into the inboxes of the district's organisation department."""
    asked, person, _finding = _asked_about(person_id, current_scope())
    form = ReportForm()
    if not form.validate_on_submit():
        return _form_page("rotation/report.html", form, asked, person), 422
    with transaction():
        send_report(person, asked, form.text.data or "", (Role.DISTRICT,))
    tell(_("The organisation department is told."), _("Its answer comes into your inbox."))
    return redirect(back_to_person(person_id, asked), code=303)


def send_report(person: Person, asked: Asked, text: str, roles: tuple[Role, ...]) -> None:
    """Tell those who hold the first of `roles` nearest above the person. Raises Refused when nobody does."""
    office = office_of_person(person.id, roles)
    if not office:
        raise Refused(_("Nothing was sent: nobody is in charge here in the system. Please call them."))
    title = _("Error reported: %(name)s, %(requirement)s %(year)s", name=person.name,
              requirement=requirement_name(asked.requirement.rules), year=asked.year)  # fmt: skip
    link = url_for("rotation.show_person", person_id=person.id, requirement=asked.requirement.code, year=asked.year)
    send(current_actor(), office, title[:200], text, link)


def _asked_about(person_id: int, scope: OrgScope) -> tuple[Asked, Person, Finding | None]:
    """What the address asks about a person within reach. Raises NotFound."""
    asked = asked_by_address()
    person, duties = person_in_reach(person_id, asked, scope)
    return asked, person, finding_among(duties, asked)


def _waiver_of(person_id: int, waiver_id: int) -> Waiver:
    """A waiver of this very person. Raises NotFound."""
    waiver = queries.waiver_in_scope(waiver_id, current_scope())
    if waiver.person_id != person_id:
        raise NotFound("There is no such waiver here.")
    return waiver


def _new_waiver(form: WaiverForm, asked: Asked, person: Person) -> NewWaiver:
    return NewWaiver(
        person_id=person.id,
        requirement_id=asked.requirement.id,
        year=asked.year,
        kind=WaiverKind(form.kind.data),
        reason=form.reason.data or "",
        approver=form.approver.data or "",
        approved_on=form.approved_on.data,
        deferred_until=form.deferred_until.data,
    )


def _form_page(template: str, form: Any, asked: Asked, person: Person, **more: Any) -> str:  # noqa: ANN401 - any form
    back = back_to_person(person.id, asked)
    due = day(asked.requirement.rules.due_day(asked.year), year=True)
    return render_template(template, form=form, asked=asked, person=person, back_to=back, due=due, **more)
