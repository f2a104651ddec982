"""Programmes: listed, made, changed."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.training.actions import programmes as actions
from lms.training.forms.programmes import NO_QUIZ, ProgrammeForm
from lms.training.models import Programme
from lms.training.queries import programmes
from lms.training.views.blueprint import bp
from lms.transaction import transaction
from lms.web.notices import tell

DEFAULT_SHARE = 85


@bp.get("/programmes")
@requires(Permission.VIEW_CLASSES)
def list_programmes() -> ResponseReturnValue:
    """Programmes of which classes may be made here."""
    return render_template("training/programmes.html", programmes=programmes.programmes_for(current_scope()))


@bp.get("/programmes/new")
@requires(Permission.MANAGE_CLASSES)
def new_programme() -> ResponseReturnValue:
    """An empty programme."""
    form = _form(formdata=None)
    form.year.data, form.required_share_percent.data = clock.today().year, DEFAULT_SHARE
    form.quiz_curriculum_id.data = NO_QUIZ
    return render_template("training/programme_form.html", form=form, programme=None)


@bp.post("/programmes/new")
@requires(Permission.MANAGE_CLASSES)
def make_programme() -> ResponseReturnValue:
    """Make it, then go on to its first class."""
    form = _form()
    if not form.validate_on_submit():
        return render_template("training/programme_form.html", form=form, programme=None), 422
    with transaction():
        made = actions.create_programme(current_actor(), form.fields()).id
    tell(_("The programme is made."), _("Next: its first class."))
    return redirect(url_for(".new_class", programme=made), code=303)


@bp.get("/programmes/<int:programme_id>/edit")
@requires(Permission.MANAGE_CLASSES)
def edit_programme(programme_id: int) -> ResponseReturnValue:
    """The programme as it is, to be changed."""
    programme = programmes.programme_in_scope(programme_id, current_scope())
    form = _form(programme, formdata=None)
    form.fill(programme)
    return render_template("training/programme_form.html", form=form, programme=programme)


@bp.post("/programmes/<int:programme_id>/edit")
@requires(Permission.MANAGE_CLASSES)
def change_programme(programme_id: int) -> ResponseReturnValue:
    """Change it."""
    programme = programmes.programme_in_scope(programme_id, current_scope())
    form = _form(programme)
    try:
        if form.validate_on_submit():
            with transaction():
                programme = programmes.programme_in_scope(programme_id, current_scope())
                actions.change_programme(current_actor(), programme, form.fields())
            tell(_("The programme is changed."))
            return redirect(url_for(".list_programmes"), code=303)
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return render_template("training/programme_form.html", form=form, programme=programme), 422


def _form(programme: Programme | None = None, **more: object) -> ProgrammeForm:
    form = ProgrammeForm(**more)
    organisers = programmes.organisers_for(current_scope())
    if programme is not None and programme.organiser_id not in dict(organisers):
        organisers.append((programme.organiser_id, programme.organiser.name))
    form.organiser_id.choices = [SelectChoice(key, name) for key, name in organisers]
    english = str(get_locale()) == "en"
    quizzes = [SelectChoice(key, in_english if english else title) for key, title, in_english in programmes.quizzes()]
    form.quiz_curriculum_id.choices = [SelectChoice(NO_QUIZ, _l("None")), *quizzes]
    return form
