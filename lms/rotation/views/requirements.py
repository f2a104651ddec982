"""What is asked of whom: listed, changed, made, switched on and off."""

from dataclasses import replace
from typing import Any

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import SelectChoice

from lms.accounts.guard import current_actor, requires
from lms.accounts.rules import Permission
from lms.errors import Conflict, NotFound, Refused
from lms.rotation import actions, queries
from lms.rotation.defaults import ROTATION
from lms.rotation.forms.requirement import RequirementForm
from lms.rotation.queries import KnownRequirement, evaluation_state
from lms.rotation.queries.curricula import curricula_to_ask_for
from lms.rotation.rules import Language
from lms.rotation.views.blueprint import bp
from lms.rotation.wording import language, requirement_name
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/requirements")
@requires(Permission.EDIT_REQUIREMENTS)
def list_requirements() -> ResponseReturnValue:
    """Every requirement, those switched off too, in the order of pages."""
    return render_template("rotation/requirements.html", requirements=queries.requirements(only_active=False))


@bp.get("/requirements/new")
@requires(Permission.EDIT_REQUIREMENTS)
def new_requirement() -> ResponseReturnValue:
    """An empty requirement; what is usual is filled in."""
    form = _form(formdata=None)
    form.fill(replace(ROTATION, code="", name="", english_name="", audience=frozenset(), min_times=0), "", 0)
    return _form_page(form)


@bp.post("/requirements/new")
@requires(Permission.EDIT_REQUIREMENTS)
def make_requirement() -> ResponseReturnValue:
    """Add it; everybody is judged by it at once."""
    form = _form()
    try:
        if form.validate_on_submit():
            with transaction():
                wanted = form.wanted(form.code.data or "")
                actions.make_requirement(current_actor(), wanted, source=form.source.data or "")
            return _told(_("%(requirement)s is made.", requirement=requirement_name(wanted)))
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
    return _form_page(form), 422


@bp.get("/requirements/<code>")
@requires(Permission.EDIT_REQUIREMENTS)
def show_requirement(code: str) -> ResponseReturnValue:
    """All that it says, to be changed."""
    known = _known(code)
    form = _form(known, formdata=None)
    form.fill(known.rules, known.source, known.version_id)
    return _form_page(form, known)


@bp.post("/requirements/<code>")
@requires(Permission.EDIT_REQUIREMENTS)
def change_requirement(code: str) -> ResponseReturnValue:
    """A new version; the one before stays known for the days before."""
    known = _known(code)
    form = _form(known)
    try:
        if form.validate_on_submit():
            with transaction():
                actions.change_requirement(
                    current_actor(), form.wanted(code), source=form.source.data or "", version_id=_version(form)
                )
            return _told(_("%(requirement)s is changed.", requirement=requirement_name(known.rules)))
    except (Refused, Conflict) as refusal:
        form.form_errors.append(str(refusal))
    return _form_page(form, known), 422


@bp.get("/requirements/<code>/switch")
@requires(Permission.EDIT_REQUIREMENTS)
def switch_page(code: str) -> ResponseReturnValue:
    """What switching it off or on does, before it is done."""
    return render_template("rotation/switch.html", known=_known(code))


@bp.post("/requirements/<code>/switch")
@requires(Permission.EDIT_REQUIREMENTS)
def switch(code: str) -> ResponseReturnValue:
    """Nobody owes it any more, or everybody does again."""
    with transaction():
        known = _known(code)
        wanted = replace(known.rules, is_active=not known.rules.is_active)
        actions.change_requirement(current_actor(), wanted, source=known.source, version_id=known.version_id)
    name = requirement_name(known.rules)
    return _told(
        _("%(requirement)s is switched on.", requirement=name)
        if wanted.is_active
        else _("%(requirement)s is switched off.", requirement=name)
    )


def _known(code: str) -> KnownRequirement:
    """By its code alone: names change. Raises NotFound."""
    found = next((one for one in queries.requirements(only_active=False) if one.code == code), None)
    if found is None:
        raise NotFound("There is no such requirement.")
    return found


def _form(known: KnownRequirement | None = None, **more: Any) -> RequirementForm:  # noqa: ANN401 - as a form takes them
    """The form of a requirement; it can ask for what is taught, and for what it asks for already."""
    form = RequirementForm(**more)
    is_english = language() is Language.ENGLISH
    titles = {one.code: one.english_title if is_english else one.title for one in curricula_to_ask_for()}
    for asked_before in known.rules.curricula if known else ():
        titles.setdefault(asked_before.code, asked_before.name or asked_before.code)
    form.curricula.choices = [SelectChoice(code, title) for code, title in sorted(titles.items())]
    if known is not None:
        del form.code
    return form


def _version(form: RequirementForm) -> int:
    return int(form.version.data) if (form.version.data or "").isdecimal() else 0


def _form_page(form: RequirementForm, known: KnownRequirement | None = None) -> str:
    return render_template("rotation/requirement.html", form=form, known=known)


def _told(what: str) -> ResponseReturnValue:
    is_waiting = evaluation_state().is_stale
    tell(what, _("Everybody is being judged anew; that takes a few minutes.") if is_waiting
         else _("Everybody is judged by it already."))  # fmt: skip
    return redirect(url_for(".list_requirements"), code=303)
