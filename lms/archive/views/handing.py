"""Putting down to whom a file was handed over."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.archive import actions
from lms.archive.forms import HandoverForm
from lms.archive.queries import files
from lms.archive.views.blueprint import bp
from lms.errors import Conflict, Refused
from lms.training.queries.classes import class_for_update, class_in_scope
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/classes/<int:class_id>/file/<int:file_id>/handover")
@requires(Permission.CLOSE_CLASS)
def handover_page(class_id: int, file_id: int) -> ResponseReturnValue:
    """The day, the office and the receiver; what was put down already is shown to be corrected."""
    form = HandoverForm(formdata=None)
    form.on.data = clock.today()
    class_in_scope(class_id, current_scope())
    files.file_of_class(class_id, file_id)
    form.fill(files.handover_of(file_id))
    return _page(class_id, file_id, form)


@bp.post("/classes/<int:class_id>/file/<int:file_id>/handover")
@requires(Permission.CLOSE_CLASS)
def hand_over(class_id: int, file_id: int) -> ResponseReturnValue:
    """Put it down."""
    class_in_scope(class_id, current_scope())
    form = HandoverForm()
    try:
        if form.validate_on_submit():
            with transaction():
                class_for_update(class_id, current_scope())
                class_file = files.stored_class_file(class_id, file_id)
                actions.hand_over(current_actor(), class_file, form.handing(), form.seen_entry)
            tell(_("The handover is put down."), _("It can be corrected; what stood there before is kept."))
            return redirect(url_for(".show_class", class_id=class_id), code=303)
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
    return _page(class_id, file_id, form), 422


def _page(class_id: int, file_id: int, form: HandoverForm) -> str:
    card = class_in_scope(class_id, current_scope())
    row = files.file_of_class(class_id, file_id)
    return render_template("archive/handover.html", card=card, row=row, form=form)
