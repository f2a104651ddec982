"""Leave: a cadre's own class with the form to ask for it, and the approver's list and decision."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, current_scope, requires, scope_for, signed_in
from lms.accounts.rules import Permission
from lms.errors import Conflict, Refused
from lms.people.queries import EVERYWHERE
from lms.training.actions import leave as actions
from lms.training.forms.leave import DecideForm, LeaveForm
from lms.training.queries import attendance, classes, leave, meetings
from lms.training.rules.leave import may_decide
from lms.training.rules.words import LeaveKind, LeaveState
from lms.training.views.blueprint import bp, locked_class, page_number
from lms.training.wording import meeting_name
from lms.transaction import transaction
from lms.web.notices import tell

DECIDED = (LeaveState.APPROVED, LeaveState.REFUSED, LeaveState.TAKEN_BACK)


@bp.get("/my-classes")
@requires(Permission.LEARN)
def list_my_classes() -> ResponseReturnValue:
    """The classes one has a seat in."""
    return render_template("training/my_classes.html", classes=classes.classes_of_person(signed_in().person_id))


@bp.get("/my-classes/<int:class_id>")
@requires(Permission.LEARN)
def show_my_class(class_id: int) -> ResponseReturnValue:
    """One's own class: its half-days, one's marks, one's leave."""
    person = signed_in().person_id
    card = classes.class_of_person(class_id, person)
    return render_template(
        "training/my_class.html",
        card=card,
        meetings=meetings.meetings_of(class_id),
        marks=attendance.marks_of_person(class_id, person),
        requests=leave.leave_of_person(class_id, person),
        total=leave.leave_sum(class_id, card.planned_centihours, person, ()),
    )


@bp.get("/my-classes/<int:class_id>/leave")
@requires(Permission.LEARN)
def leave_page(class_id: int) -> ResponseReturnValue:
    """Which half-days, which kind, why."""
    return _leave_page(class_id, _leave_form(class_id, formdata=None))


@bp.post("/my-classes/<int:class_id>/leave")
@requires(Permission.LEARN)
def ask_leave(class_id: int) -> ResponseReturnValue:
    """Ask for it."""
    form = _leave_form(class_id)
    try:
        if form.validate_on_submit():
            with transaction():
                person = signed_in().person_id
                classes.class_of_person(class_id, person)
                locked = classes.class_for_update(class_id, EVERYWHERE)
                chosen = form.meetings.data or []
                kind, reason = LeaveKind(form.kind.data), form.reason.data or ""
                actions.ask_leave(current_actor(), locked, person, kind, reason, chosen)
            tell(_("Your leave is asked for."), _("You can take it back until it is decided."))
            return redirect(url_for(".show_my_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return _leave_page(class_id, form), 422


def _leave_form(class_id: int, **more: object) -> LeaveForm:
    person = signed_in().person_id
    classes.class_of_person(class_id, person)
    asked = leave.meetings_already_asked(class_id, person)
    form = LeaveForm(**more)
    form.meetings.choices = [
        SelectChoice(one.id, meeting_name(one)) for one in meetings.meetings_of(class_id) if one.id not in asked
    ]
    return form


def _leave_page(class_id: int, form: LeaveForm) -> str:
    person = signed_in().person_id
    card = classes.class_of_person(class_id, person)
    total = leave.leave_sum(class_id, card.planned_centihours, person, form.meetings.data or [])
    return render_template("training/leave_form.html", card=card, form=form, total=total)


@bp.post("/leave/<int:request_id>/take-back")
@requires(Permission.LEARN)
def take_back_leave(request_id: int) -> ResponseReturnValue:
    """Do without the leave after all, while nobody has decided."""
    with transaction():
        class_id = leave.class_of_leave(request_id)
        person = signed_in().person_id
        classes.class_of_person(class_id, person)
        locked = classes.class_for_update(class_id, EVERYWHERE)
        actions.take_back_leave(current_actor(), locked, person, leave.leave_for_update(request_id))
    tell(_("Your request for leave is taken back."))
    return redirect(url_for(".show_my_class", class_id=class_id), code=303)


@bp.get("/leave")
@requires(Permission.DECIDE_LEAVE)
def list_leave() -> ResponseReturnValue:
    """Requests that wait, or, asked for, those decided."""
    show = "decided" if request.args.get("show") == "decided" else "waiting"
    states = DECIDED if show == "decided" else (LeaveState.ASKED,)
    page = leave.leave_page(current_scope(), states, page_number())
    return render_template("training/leave_list.html", page=page, show=show, deciders=leave.deciders(page.rows))


@bp.get("/leave/<int:request_id>")
@requires(Permission.DECIDE_LEAVE)
def show_leave(request_id: int) -> ResponseReturnValue:
    """One request, what it comes to against one seventh of the hours, and the decision."""
    return _decision_page(request_id, DecideForm(formdata=None))


@bp.post("/leave/<int:request_id>")
@requires(Permission.DECIDE_LEAVE)
def decide_leave(request_id: int) -> ResponseReturnValue:
    """Approve or refuse; past one seventh the approver has seen that the enrolment ends."""
    form = DecideForm()
    row, _asked = leave.leave_in_scope(request_id, current_scope())
    decision = request.form.get("decision")
    if decision not in {"approve", "refuse"}:
        form.form_errors.append(_("Say whether the leave is approved or not."))
    try:
        if form.validate_on_submit() and not form.form_errors:
            with transaction():
                _decide(request_id, row.training_class.id, form.note.data or "", approve=decision == "approve")
            return redirect(url_for(".list_leave"), code=303)
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
    return _decision_page(request_id, form), 422


def _decide(request_id: int, class_id: int, note: str, *, approve: bool) -> None:
    locked = locked_class(class_id)
    wanted = leave.leave_for_update(request_id)
    level = leave.level_in(class_id, scope_for(Permission.DECIDE_LONG_LEAVE))
    if not approve:
        actions.refuse_leave(current_actor(), locked, wanted, note, level=level)
        tell(_("The leave is not approved."), _("The person can read why in their class."))
        return
    told = request.form.get("ends_enrolment") == "yes"
    done = actions.approve_leave(current_actor(), locked, wanted, note, ends_enrolment=told, level=level)
    tell(
        _("The leave is approved."),
        _("Their seat ended today: withdrawn from the class.") if done.withdrawn else "",
    )


def _decision_page(request_id: int, form: DecideForm) -> str:
    row, asked = leave.leave_in_scope(request_id, current_scope())
    total = leave.leave_sum(
        row.training_class.id, row.training_class.planned_centihours, row.face.person_id, [one.id for one in asked]
    )
    level = leave.level_in(row.training_class.id, scope_for(Permission.DECIDE_LONG_LEAVE))
    return render_template(
        "training/leave_decision.html",
        row=row,
        asked=asked,
        total=total,
        form=form,
        may_decide=may_decide(level, total.half_days),
        office=leave.department_of(row.training_class.id),
    )
