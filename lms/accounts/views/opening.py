"""Accounts for a whole organisation: walk down the tree to it, then open them at once."""

from flask import redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts import actions, queries
from lms.accounts.forms import OpenAccountsForm
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.queries import Branch
from lms.accounts.rules import Permission, codes
from lms.accounts.views.blueprint import bp
from lms.accounts.views.slips import keep_batch
from lms.people import queries as people
from lms.people.wording import people_words
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/accounts/open")
@requires(Permission.MANAGE_ACCOUNTS)
def choose_organisation() -> ResponseReturnValue:
    """Where one's right begins: the organisations at the top of it."""
    tops = queries.branches_below(None, current_scope())
    if len(tops) == 1:
        return redirect(url_for(".open_accounts_page", organisation_id=tops[0].id), code=303)
    return render_template("accounts/choose.html", rows=_rows(tops))


@bp.get("/accounts/open/<int:organisation_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def open_accounts_page(organisation_id: int) -> ResponseReturnValue:
    """How many people here have no account yet, and the level below."""
    return _page(organisation_id, OpenAccountsForm())


@bp.post("/accounts/open/<int:organisation_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def open_accounts(organisation_id: int) -> ResponseReturnValue:
    """Accounts and codes for everybody of the organisation and below, then the slips to print."""
    form = OpenAccountsForm()
    if not form.validate_on_submit():
        return _page(organisation_id, form), 422
    batch_key = codes.new_batch_key()
    with transaction():
        organisation = people.organisation_in_scope(organisation_id, current_scope())
        how_many = actions.open_accounts(
            current_actor(), organisation, current_scope(), batch_key, renew=form.renew.data
        )
    if not how_many:
        tell(_("Everybody here has an account already; nothing was changed."), kind="info")
        return redirect(url_for(".open_accounts_page", organisation_id=organisation_id), code=303)
    keep_batch(session, batch_key, organisation_id=organisation_id)
    return redirect(url_for(".show_slips"), code=303)


def _page(organisation_id: int, form: OpenAccountsForm) -> str:
    scope = current_scope()
    organisation = people.organisation_in_scope(organisation_id, scope)
    return render_template(
        "accounts/open.html",
        organisation=organisation,
        above=[(name, _address(one)) for one, name in people.path_to(organisation_id, scope)],
        count=queries.count_without_account(organisation_id),
        rows=_rows(queries.branches_below(organisation_id, scope)),
        days=codes.GOOD_FOR.days,
        form=form,
    )


def _rows(branches: list[Branch]) -> list[dict[str, str]]:
    return [
        {
            "name": one.name,
            "note": "",
            "figure": people_words(one.without_account),
            "href": _address(one.id),
        }
        for one in branches
    ]


def _address(organisation_id: int) -> str:
    return url_for(".open_accounts_page", organisation_id=organisation_id)
