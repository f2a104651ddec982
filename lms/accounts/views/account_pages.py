"""The system administrator's list of accounts, and one account."""

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts import actions, queries
from lms.accounts.forms import AccountFilters, chosen
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.rules import Permission, codes
from lms.accounts.views.blueprint import bp
from lms.accounts.views.slips import keep_batch
from lms.accounts.wording import ROLE_WORDS, STATE_WORDS
from lms.transaction import transaction
from lms.web.notices import tell


@bp.get("/accounts")
@requires(Permission.MANAGE_ACCOUNTS)
def list_accounts() -> ResponseReturnValue:
    """Accounts of the people in scope, by name, state and organisation."""
    filters = AccountFilters(request.args)
    page = queries.accounts_page(
        current_scope(),
        clock.now(),
        text=filters.text.data,
        state=chosen(filters.state),
        organisation=filters.organisation.data,
        number=request.args.get("page", 1, type=int),
    )
    totals = queries.count_accounts(current_scope(), clock.now())
    return render_template("accounts/accounts.html", filters=filters, page=page, totals=totals, words=STATE_WORDS)


@bp.get("/accounts/<int:account_id>")
@requires(Permission.MANAGE_ACCOUNTS)
def show_account(account_id: int) -> ResponseReturnValue:
    """One account, and what can be done about it."""
    account = queries.account_in_scope(account_id, current_scope(), clock.now())
    return render_template(
        "accounts/account.html",
        account=account,
        words=STATE_WORDS,
        roles=ROLE_WORDS,
        grants=queries.grants_of(account.person_id, current_scope()),
        obstacle=actions.why_not_to_change(current_actor(), account),
    )


@bp.get("/accounts/<int:account_id>/reset")
@requires(Permission.MANAGE_ACCOUNTS)
def confirm_reset(account_id: int) -> ResponseReturnValue:
    """What a new code does, before it is made."""
    account = queries.account_in_scope(account_id, current_scope(), clock.now())
    return render_template("accounts/reset.html", account=account, days=codes.GOOD_FOR.days)


@bp.post("/accounts/<int:account_id>/reset")
@requires(Permission.MANAGE_ACCOUNTS)
def reset(account_id: int) -> ResponseReturnValue:
    """A new code in place of the password; shown on the page of slips."""
    batch_key = codes.new_batch_key()
    with transaction():
        account = queries.account_in_scope(account_id, current_scope(), clock.now())
        actions.reset(current_actor(), account, batch_key)
    keep_batch(session, batch_key, person_id=account.person_id)
    return redirect(url_for(".show_slips"), code=303)


@bp.get("/accounts/<int:account_id>/disable")
@requires(Permission.MANAGE_ACCOUNTS)
def confirm_disable(account_id: int) -> ResponseReturnValue:
    """What disabling does, before it is done."""
    account = queries.account_in_scope(account_id, current_scope(), clock.now())
    return render_template("accounts/disable.html", account=account)


@bp.post("/accounts/<int:account_id>/disable")
@requires(Permission.MANAGE_ACCOUNTS)
def disable(account_id: int) -> ResponseReturnValue:
    """Close the account; its logins end at once."""
    with transaction():
        account = queries.account_in_scope(account_id, current_scope(), clock.now())
        actions.disable(current_actor(), account)
    tell(_("%(name)s cannot log in any more.", name=account.name), _("You can enable the account again here."))
    return redirect(url_for(".show_account", account_id=account_id), code=303)


@bp.post("/accounts/<int:account_id>/enable")
@requires(Permission.MANAGE_ACCOUNTS)
def enable(account_id: int) -> ResponseReturnValue:
    """Open the account again."""
    with transaction():
        account = queries.account_in_scope(account_id, current_scope(), clock.now())
        actions.enable(current_actor(), account)
    tell(_("%(name)s can log in again, with the password as before.", name=account.name))
    return redirect(url_for(".show_account", account_id=account_id), code=303)
