"""办结 and reopening: each after a page that says what will be written."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Conflict, Refused
from lms.training.actions import closing as actions
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
                plan = actions.close_class(current_actor(), locked_class(class_id), request.form.get("seen"))
            _tell(class_id, plan.completed, len(plan.decisions) - plan.completed)
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
    return _page(class_id, form), 422


def _page(class_id: int, form: CloseForm) -> str:
    card = classes.class_in_scope(class_id, current_scope())
    plan = closing.closing_plan(
        class_id, card.planned_centihours, card.required_share_percent, card.quiz_curriculum_id
    )  # fmt: skip
    return render_template("training/close.html", card=card, plan=plan, form=form)


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
