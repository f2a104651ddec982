"""办结 and reopening: each after a page that says what will be written."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Conflict, NotFound, Refused
from lms.training.actions import closing as actions
from lms.training.actions import overruling
from lms.training.forms.classes import CloseForm, ReasonForm
from lms.training.queries import classes, closing, results
from lms.training.views.blueprint import bp, locked_class
from lms.training.wording import intake
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/close")
@requires(Permission.CLOSE_CLASS)
def confirm_close(class_id: int) -> ResponseReturnValue:
    """Who completes and who does not, and why; nothing is written yet."""
    return _page(class_id, CloseForm(formdata=None))


@bp.post("/classes/<int:class_id>/close")
@requires(Permission.CLOSE_CLASS)
def close_class(class_id: int) -> ResponseReturnValue:
    """Write results, records and credit as they were shown."""
    form = CloseForm()
    try:
        if form.validate_on_submit():
            with transaction():
                plan = actions.close_class(
                    current_actor(), locked_class(class_id), request.form.get("seen"), _excellent_chosen()
                )  # fmt: skip
            _tell(class_id, plan.completed, len(plan.decisions) - plan.completed)
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
    return _page(class_id, form), 422


def _excellent_chosen() -> frozenset[int]:
    return frozenset(request.form.getlist("excellent", type=int))


def _page(class_id: int, form: CloseForm) -> str:
    """The plan; who is named excellent stays as chosen, at first as the rule proposes."""
    card, plan = _planned(class_id)
    chosen = _excellent_chosen() if request.method == "POST" else plan.proposed_excellent
    return render_template("training/close.html", card=card, plan=plan, form=form, chosen=chosen)


def _planned(class_id: int) -> tuple[classes.ClassCard, closing.ClosingPlan]:
    card = classes.class_in_scope(class_id, current_scope())
    return card, closing.closing_plan(
        class_id, card.planned_centihours, card.required_share_percent, card.quiz_curriculum_id,
        card.excellent_percent,
    )  # fmt: skip


@bp.route("/classes/<int:class_id>/close/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.CLOSE_CLASS)
def overrule(class_id: int, person_id: int) -> ResponseReturnValue:
    """Decide about one person against the rule, with a reason."""
    card, decision = _decision(class_id, person_id)
    form = ReasonForm()
    try:
        if form.validate_on_submit():
            with transaction():
                overruling.overrule(current_actor(), locked_class(class_id), person_id, form.reason.data or "")
            tell(_("%(name)s is decided against the rule.", name=decision.face.name), _("The reason is kept."))
            return redirect(url_for(".confirm_close", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    page = render_template("training/overrule.html", card=card, decision=decision, form=form)
    return page, 422 if form.errors else 200


@bp.post("/classes/<int:class_id>/close/<int:person_id>/rule")
@requires(Permission.CLOSE_CLASS)
def follow_rule(class_id: int, person_id: int) -> ResponseReturnValue:
    """Let the rule decide about one person again."""
    with transaction():
        overruling.follow_rule(current_actor(), locked_class(class_id), person_id)
    tell(_("The rule decides again."))
    return redirect(url_for(".confirm_close", class_id=class_id), code=303)


def _decision(class_id: int, person_id: int) -> tuple[classes.ClassCard, closing.Decision]:
    card, plan = _planned(class_id)
    for decision in plan.decisions:
        if decision.face.person_id == person_id:
            return card, decision
    raise NotFound("There is no such person in this class.")


def _tell(class_id: int, completed: int, others: int) -> None:
    card = classes.class_in_scope(class_id, current_scope())
    title = ngettext(
        "%(intake)s is closed: %(num)s person completed it, %(others)s did not.",
        "%(intake)s is closed: %(num)s people completed it, %(others)s did not.",
        completed, intake=intake(card), others=others,
    )  # fmt: skip
    tell(title, _("Records and credit are written. The class can be reopened with a reason."))


@bp.route("/classes/<int:class_id>/reopen", methods=["GET", "POST"])
@requires(Permission.CLOSE_CLASS)
def reopen_class(class_id: int) -> ResponseReturnValue:
    """Open a closed class again, with a reason."""
    card = classes.class_in_scope(class_id, current_scope())
    form = ReasonForm()
    try:
        if form.validate_on_submit():
            with transaction():
                taken_back = actions.reopen_class(current_actor(), locked_class(class_id), form.reason.data or "")
            tell(
                _("%(intake)s is open again.", intake=intake(card)),
                ngettext("%(num)s record is taken back.", "%(num)s records are taken back.", taken_back),
            )
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    rows = results.completion_rows(class_id)
    return render_template("training/reopen.html", card=card, form=form, rows=rows), 422 if form.errors else 200
