"""The slips of the batch just made: to print, to save, and then to forget."""

from collections.abc import MutableMapping
from datetime import datetime
from typing import Any

from flask import Response, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts import queries
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.keys import secret
from lms.accounts.queries import Slip
from lms.accounts.rules import Permission, codes
from lms.accounts.views.blueprint import bp
from lms.audit import actions as audit
from lms.people.queries import OrgScope, organisation_in_scope
from lms.spreadsheets.plain_lists import MEDIA_TYPES, list_file
from lms.transaction import transaction
from lms.web.wording import day

BATCH = "slips"  # the batch's key lives in the administrator's browser alone, and not for long
SLIPS_A_PAGE = 100


def keep_batch(
    kept: MutableMapping[str, Any], batch_key: str, *, organisation_id: int | None = None, person_id: int | None = None
) -> None:
    """Let this browser show a batch's slips for half an hour."""
    until = clock.now() + codes.SHOWN_FOR
    kept[BATCH] = {"key": batch_key, "at": organisation_id, "who": person_id, "until": until.isoformat()}


@bp.get("/accounts/slips")
@requires(Permission.MANAGE_ACCOUNTS)
def show_slips() -> ResponseReturnValue:
    """The slips of the batch just made, a hundred a page; afterwards a page that says why there are none."""
    batch = _batch()
    slips = _slips()
    of = max(1, -(-len(slips) // SLIPS_A_PAGE))
    number = min(max(request.args.get("page", 1, type=int), 1), of)
    return render_template(
        "accounts/slips.html",
        slips=slips[(number - 1) * SLIPS_A_PAGE : number * SLIPS_A_PAGE],
        total=len(slips),
        number=number,
        of=of,
        until=datetime.fromisoformat(batch["until"]) if batch else None,
        address=_login_address(),
    )


@bp.get("/accounts/slips/file")
@requires(Permission.MANAGE_ACCOUNTS)
def download_slips() -> ResponseReturnValue:
    """The same as a file, for a printer's own slips; put down in the audit trail."""
    file_format = "csv" if request.args.get("format") == "csv" else "xlsx"
    slips = _slips()
    if not slips:
        return redirect(url_for(".show_slips"), code=303)
    content = list_file(file_format, _("Activation codes"), _headings(), _rows(slips))
    with transaction():
        audit.record(current_actor(), "account.codes_exported", file_format=file_format, people=len(slips))
    name = f"activation-codes-{clock.today().isoformat()}.{file_format}"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(content, mimetype=MEDIA_TYPES[file_format], headers=headers)


@bp.post("/accounts/slips/forget")
@requires(Permission.MANAGE_ACCOUNTS)
def forget_slips() -> ResponseReturnValue:
    """Show them no more."""
    session.pop(BATCH, None)
    return redirect(url_for(".list_accounts"), code=303)


def _headings() -> list[str]:
    return [
        _("Organisation"), _("Person number"), _("Name"), _("Activation code"), _("Good until"), _("Web address"),
    ]  # fmt: skip


def _rows(slips: list[Slip]) -> list[tuple[str, ...]]:
    address = _login_address()
    return [
        (one.organisation, one.person_no, one.name, one.code, day(one.good_until, year=True), address) for one in slips
    ]


def _batch() -> dict[str, Any] | None:
    batch: dict[str, Any] | None = session.get(BATCH)
    if batch and datetime.fromisoformat(batch["until"]) > clock.now():
        return batch
    session.pop(BATCH, None)
    return None


def _slips() -> list[Slip]:
    """The slips of this browser's batch, as far as it still lies within the right of who is signed in."""
    batch = _batch()
    if batch is None:
        return []
    scope = current_scope()
    if batch["at"] is not None:
        organisation = organisation_in_scope(batch["at"], scope)
        scope = OrgScope(frozenset({organisation.id}))
    return queries.slips_of(batch["key"], secret(), scope, batch["who"])


def _login_address() -> str:
    base: str = current_app.extensions["settings"].base_url or request.host_url.rstrip("/")
    return base + url_for(".login")
