"""How to fill a sheet in, and a sheet to begin with."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from lms.accounts.guard import requires
from lms.accounts.rules import Permission
from lms.errors import NotFound
from lms.spreadsheets.guide import guide_to, sample_workbook
from lms.spreadsheets.jobs import XLSX
from lms.spreadsheets.kinds import ImportKind
from lms.spreadsheets.views.blueprint import bp
from lms.spreadsheets.views.sending import own_kinds


@bp.get("/import/guide/<kind>")
@requires(Permission.IMPORT_PEOPLE)
def show_guide(kind: str) -> ResponseReturnValue:
    """Every column: whether it must be filled, what it takes, an example."""
    own = _own_kind(kind)
    return render_template("spreadsheets/guide.html", kind=own, lines=guide_to(own))


@bp.get("/import/guide/<kind>/sheet")
@requires(Permission.IMPORT_PEOPLE)
def download_sheet(kind: str) -> ResponseReturnValue:
    """A workbook with the headings and an example that no import takes."""
    own = _own_kind(kind)
    name = f"sanji-{own.name}.xlsx"
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(sample_workbook(own), mimetype=XLSX, headers=headers)


def _own_kind(name: str) -> ImportKind:
    """A kind that who is signed in may import. Raises NotFound."""
    for kind in own_kinds():
        if kind.name == name:
            return kind
    raise NotFound("There is no such kind of file.")
