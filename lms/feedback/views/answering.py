"""A trainee evaluates a class."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_actor, requires, signed_in
from lms.accounts.rules import Permission
from lms.errors import Conflict
from lms.feedback import actions
from lms.feedback.box import WHOLE_CLASS
from lms.feedback.forms import AnswerForm, answer_form
from lms.feedback.queries.asking import Asked, asked_of
from lms.feedback.views.blueprint import bp
from lms.people.queries import EVERYWHERE
from lms.training.queries.classes import ClassCard, class_for_update, class_of_person
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/my-classes/<int:class_id>/evaluation")
@requires(Permission.LEARN)
def show_my_class(class_id: int) -> ResponseReturnValue:
    """What one may evaluate of one's own class, and what is known of who evaluates."""
    card, asked = _asked(class_id)
    return _page(card, asked, answer_form(asked, formdata=None))


@bp.post("/my-classes/<int:class_id>/evaluation")
@requires(Permission.LEARN)
def give(class_id: int) -> ResponseReturnValue:
    """Take the answer."""
    form = answer_form(_asked(class_id)[1])
    try:
        if form.validate_on_submit():
            with transaction():
                actions.answer(current_actor(), class_for_update(class_id, EVERYWHERE), form.answer())
            tell(_("Thank you. Your answer was added."), _("It carries no name and cannot be changed any more."))
            return redirect(url_for(".show_my_class", class_id=class_id), code=303)
    except Conflict as conflict:
        form.form_errors.append(str(conflict))
    return _page(*_asked(class_id), form), 422


def _asked(class_id: int) -> tuple[ClassCard, Asked]:
    person = signed_in().person_id
    card = class_of_person(class_id, person)
    return card, asked_of(card, person, clock.now())


def _page(card: ClassCard, asked: Asked, form: AnswerForm) -> str:
    return render_template("feedback/my_class.html", card=card, asked=asked, form=form, WHOLE_CLASS=WHOLE_CLASS)
