"""One person: what is known, since when and by whom; correcting it."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.guard import current_actor, current_scope, requires, scope_for
from lms.accounts.rules import Permission
from lms.errors import Refused
from lms.people import actions, queries
from lms.people.forms import NUMBERS, PersonForm, StandingForm
from lms.people.models import Person
from lms.people.views.blueprint import bp
from lms.people.views.history import days_words, history_of
from lms.people.wording import FIELD_WORDS, GENDER_WORDS, category_words, who
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/people/<int:person_id>")
@requires(Permission.VIEW_PEOPLE)
def show_person(person_id: int) -> ResponseReturnValue:
    """Everything known of a person, and everything that was known before."""
    person = queries.person_in_scope(person_id, current_scope())
    may_edit = queries.is_in_scope(person_id, scope_for(Permission.EDIT_PEOPLE))
    posts = queries.appointments_of(person_id, scope_for(Permission.EDIT_PEOPLE))
    names = queries.names_of_actors(one.recorded_by for one in posts)
    return render_template(
        "people/person.html",
        person=person,
        whole_numbers=_sees_whole_numbers(person_id),
        posts=[one for one in posts if one.superseded_at is None],
        standing=queries.standing_now(person_id),
        history=history_of(person, posts, whole_numbers=_sees_whole_numbers(person_id)),
        may_edit=may_edit,
        recorder=lambda key: who(key, names),
        category_words=category_words,
        days=days_words,
        genders=GENDER_WORDS,
    )


@bp.get("/people/<int:person_id>/correct")
@requires(Permission.EDIT_PEOPLE)
def correct_page(person_id: int) -> ResponseReturnValue:
    """The form with what is known; numbers that may not be seen whole are left empty."""
    person = queries.person_in_scope(person_id, current_scope())
    hidden = () if _sees_whole_numbers(person_id) else NUMBERS
    known = {field: getattr(person, field) for field in FIELD_WORDS if field not in hidden}
    return _correct_page(PersonForm(data=known), person)


@bp.post("/people/<int:person_id>/correct")
@requires(Permission.EDIT_PEOPLE)
def correct(person_id: int) -> ResponseReturnValue:
    """Write what is right; both values are kept."""
    form = PersonForm()
    try:
        if form.validate_on_submit():
            with transaction():
                person = queries.person_for_update(person_id, current_scope())
                said = form.said(whole_numbers=_sees_whole_numbers(person_id))
                changed = actions.correct_person(current_actor(), person, said)
            return _told_and_back(person_id, [str(FIELD_WORDS[field]) for field in changed])
    except Refused as refusal:
        form.form_errors.append(str(refusal))
    return _correct_page(form, queries.person_in_scope(person_id, current_scope())), 422


@bp.get("/people/<int:person_id>/standing")
@requires(Permission.EDIT_PEOPLE)
def standing_page(person_id: int) -> ResponseReturnValue:
    """政治面貌 and 入党日期 as they are known."""
    person = queries.person_in_scope(person_id, current_scope())
    return render_template(
        "people/standing.html", form=StandingForm(obj=queries.standing_now(person_id)), person=person
    )


@bp.post("/people/<int:person_id>/standing")
@requires(Permission.EDIT_PEOPLE)
def set_standing(person_id: int) -> ResponseReturnValue:
    """Put down what holds; what was known before stays, superseded."""
    form = StandingForm()
    if not form.validate_on_submit():
        person = queries.person_in_scope(person_id, current_scope())
        return render_template("people/standing.html", form=form, person=person), 422
    with transaction():
        person = queries.person_for_update(person_id, current_scope())
        actions.set_standing(
            current_actor(), person, form.political_status.data or None, form.joined_party_on.data
        )  # fmt: skip
    tell(_("Political status and the day of joining the party are put down."), _("What was known before stays below."))
    return redirect(url_for(".show_person", person_id=person_id), code=303)


def _correct_page(form: PersonForm, person: Person) -> str:
    return render_template(
        "people/correct.html", form=form, person=person, whole_numbers=_sees_whole_numbers(person.id)
    )


def _told_and_back(person_id: int, changed: list[str]) -> ResponseReturnValue:
    if changed:
        tell(_("Corrected: %(fields)s.", fields=_(", ").join(changed)), _("The earlier values stay below."))
    else:
        tell(_("Nothing differed, so nothing was changed."), kind="info")
    return redirect(url_for(".show_person", person_id=person_id), code=303)


def _sees_whole_numbers(person_id: int) -> bool:
    return queries.is_in_scope(person_id, scope_for(Permission.SEE_WHOLE_NUMBERS))
