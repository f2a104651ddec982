"""The auditor's pages: read, export, check. Looking is itself put down."""

import json
from dataclasses import asdict
from datetime import time
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_actor, current_scope, requires
from lms.accounts.queries import names_of, person_ids_called, whole
from lms.accounts.rules import Permission
from lms.audit import actions, chain, queries
from lms.audit.forms import EntryFilters
from lms.audit.queries import Wanted
from lms.audit.wording import PROBLEMS, actor_words, deed, object_words
from lms.extensions import db
from lms.people.queries import OrgScope
from lms.spreadsheets.plain_lists import MEDIA_TYPES, list_file
from lms.transaction import transaction
from lms.web.notices import tell

bp = Blueprint("audit", __name__, template_folder="templates")

MOST_EXPORTED = 50_000


@bp.get("/audit")
@requires(Permission.READ_AUDIT)
def list_entries() -> ResponseReturnValue:
    """The entries within one's right, newest first; then put down that they were looked at."""
    filters, scope = EntryFilters(request.args), _scope()
    wanted = _wanted(filters, scope)
    page = queries.entries_page(scope, wanted, request.args.get("page", 1, type=int))
    shown = render_template(
        "audit/entries.html",
        filters=filters,
        page=page,
        names=names_of({row.person_id for row in page.rows if row.person_id}),
        today=queries.count_since(scope, clock.at(clock.today(), time())),
        check=_last_check(),
        exportable=page.total <= MOST_EXPORTED,
        deed=deed,
        actor_words=actor_words,
        object_words=object_words,
    )
    with transaction():
        actions.record(current_actor(), "audit.read", page=page.number, asked=_as_asked(wanted))
    return shown


@bp.get("/audit/<int:entry_id>")
@requires(Permission.READ_AUDIT)
def show_entry(entry_id: int) -> ResponseReturnValue:
    """Everything one entry says."""
    entry = queries.entry_in_scope(entry_id, _scope())
    names = names_of({entry.person_id}) if entry.person_id else {}
    shown = render_template(
        "audit/entry.html",
        entry=entry,
        concerned=names.get(entry.person_id or 0, ""),
        detail=_pairs(json.loads(entry.detail)),
        deed=deed(entry.action),
        who=actor_words(entry.actor, entry.actor_name),
        object=object_words(entry.object_kind, entry.object_id, entry.object_name),
    )
    with transaction():
        actions.record(current_actor(), "audit.read", entry=entry_id)
    return shown


@bp.get("/audit/export")
@requires(Permission.READ_AUDIT)
def export() -> ResponseReturnValue:
    """The entries under the same conditions as a file; too many are refused in a sentence."""
    file_format = "csv" if request.args.get("format") == "csv" else "xlsx"
    scope = _scope()
    wanted = _wanted(EntryFilters(request.args), scope)
    rows = db.session.execute(queries.entries(scope, wanted).limit(MOST_EXPORTED + 1)).all()
    if len(rows) > MOST_EXPORTED:
        tell(
            _("Not exported: more than %(most)s entries.", most=f"{MOST_EXPORTED:,}"),
            _("Narrow the days down, then export each part."),
            kind="error",
        )
        return redirect(url_for(".list_entries", **_as_asked(wanted)), code=303)
    content = list_file(file_format, _("Audit trail"), _headings(), [_exported(row) for row in rows])
    with transaction():
        actions.record(
            current_actor(), "audit.exported", file_format=file_format, entries=len(rows), asked=_as_asked(wanted)
        )
    name = f"audit-{clock.today().isoformat()}.{file_format}"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(content, mimetype=MEDIA_TYPES[file_format], headers=headers)


@bp.get("/audit/check")
@requires(Permission.READ_AUDIT)
def show_check() -> ResponseReturnValue:
    """When the chain was last walked, and how far it holds."""
    return render_template("audit/check.html", check=_last_check(), problems=PROBLEMS)


@bp.post("/audit/check")
@requires(Permission.READ_AUDIT)
def check() -> ResponseReturnValue:
    """Walk the whole chain now."""
    found = chain.first_break()
    with transaction():
        chain.put_down(current_actor(), found)
    return redirect(url_for(".show_check"), code=303)


def _scope() -> OrgScope:
    return whole(current_scope())


def _wanted(filters: EntryFilters, scope: OrgScope) -> Wanted:
    """The conditions as far as they can be understood; the form shows which could not."""
    filters.validate()
    who, whom = filters.who.data, filters.whom.data
    return Wanted(
        who=who,
        who_ids=tuple(person_ids_called(who, scope)) if who else (),
        action=filters.action.data or "",
        whom=whom,
        whom_ids=tuple(person_ids_called(whom, scope)) if whom else (),
        first_day=filters.first_day.data,
        last_day=filters.last_day.data,
    )


def _as_asked(wanted: Wanted) -> dict[str, Any]:
    """The conditions that were set, as the address has them."""
    asked = {name: value for name, value in asdict(wanted).items() if not name.endswith("_ids")}
    return {name: str(value) for name, value in asked.items() if value}


def _pairs(detail: dict[str, Any]) -> list[tuple[str, str]]:
    """The details as pairs for the page; what is nested stands in one line."""
    return [(name, json.dumps(value, ensure_ascii=False).strip('"')) for name, value in detail.items()]


def _last_check() -> dict[str, Any] | None:
    last = queries.last_check()
    return {"at": last.at, "by": last.by, **json.loads(last.detail)} if last else None


def _headings() -> list[str]:
    return [
        _("Entry"), _("Time"), _("Who"), _("What was done"), _("Action code"), _("Concerns"), _("Object"),
        _("From where"), _("Result"), _("Details"),
    ]  # fmt: skip


def _exported(row: Any) -> tuple[str | int, ...]:  # noqa: ANN401 - a row of `queries.entries`
    return (
        row.id,
        f"{clock.local(row.at):%Y-%m-%d %H:%M:%S}",
        actor_words(row.actor, row.actor_name),
        deed(row.action),
        row.action,
        row.person_id or "",
        row.object_name or f"{row.object_kind} {row.object_id}".strip(),
        row.address,
        _("succeeded") if row.result == "done" else _("was refused"),
        row.detail,
    )
