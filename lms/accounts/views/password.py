"""One's own password: the first one, and another."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts import actions, hashing, queries
from lms.accounts.actions import LockedOut
from lms.accounts.forms import PasswordForm
from lms.accounts.guard import before_first_password, current_actor, requires, signed_in
from lms.accounts.queries import Known
from lms.accounts.rules import Permission
from lms.accounts.views.blueprint import bp
from lms.accounts.views.coming_in import goal
from lms.accounts.visits import carry_login, visitor
from lms.errors import NotFound
from lms.transaction import transaction
from lms.web.notices import tell
from lms.web.wording import moment


@bp.get("/password")
@requires(Permission.LEARN)
@before_first_password
def set_password() -> ResponseReturnValue:
    """The form, with its rules written out."""
    known = _own_account()
    return _page(_form(known), known)


@bp.post("/password")
@requires(Permission.LEARN)
@before_first_password
def save_password() -> ResponseReturnValue:
    """Take the new password; every other login of the account ends."""
    known = _own_account()
    form = _form(known)
    if not form.validate_on_submit() or not _proved(form, known):
        return _page(form, known), 422
    new_hash = hashing.hash_password(form.new.data)
    with transaction():
        token = actions.set_password(current_actor(), known.account_id, new_hash, visitor())
    tell(_("The new password is set."), _("Other devices have to log in with it."))
    return carry_login(redirect(goal(), code=303), token, known.account_id)  # type: ignore[arg-type]


def _own_account() -> Known:
    known = queries.account_of_person(signed_in().person_id)
    if known is None:
        raise NotFound("There is no such account.")
    return known


def _form(known: Known) -> PasswordForm:
    return PasswordForm((known.person_no, known.phone, known.name), first=known.password_hash is None)


def _proved(form: PasswordForm, known: Known) -> bool:
    """Whoever found an open browser does not know the present password; wrong ones are counted as at login."""
    if known.password_hash is None:
        return True
    place = f"session:{signed_in().token_hash[:32]}"
    try:
        with transaction():
            actions.count_try(known.person_no, place, trusted=True)
    except LockedOut as locked:
        form.current.errors = [_("Too many wrong tries. You can try again from %(time)s.", time=moment(locked.until))]
        return False
    if not hashing.password_fits(form.current.data, known.password_hash):
        form.current.errors = [_("This is not your present password.")]
        return False
    with transaction():
        actions.forgive(known.person_no, place, trusted=True)
    return True


def _page(form: PasswordForm, known: Known) -> str:
    return render_template(
        "accounts/password.html",
        form=form,
        first=known.password_hash is None,
        person_no=known.person_no,
        goal=goal(),
        action=url_for(".save_password", next=goal()),
    )
