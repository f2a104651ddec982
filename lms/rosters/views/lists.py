"""A list of a page as a file: the one way in which lists without a roster of their own are taken along."""

import io
from collections.abc import Iterable, Sequence

import pandas as pd
from flask import current_app, redirect, send_file
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms import clock
from lms.accounts.guard import current_actor
from lms.audit import actions as audit
from lms.documents.wording import day
from lms.errors import Refused
from lms.rosters.rules.kinds import MEDIA_TYPES, FileFormat
from lms.rosters.rules.wording import file_stem
from lms.rosters.sheets import Column, Sheet
from lms.rosters.sheets.forms import to_file
from lms.transaction import transaction
from lms.web.notices import tell

FORMAT = "<any(xlsx, pdf, csv):file_format>"


def list_sheet(title: str, columns: Sequence[Column], rows: Iterable[Sequence[object]], counted: str) -> Sheet:
    """A list as a sheet; `counted`: what its rows are counted in, such as 人."""
    table = pd.DataFrame(list(rows), columns=[column.heading for column in columns])
    return Sheet(
        title=title,
        columns=tuple(columns),
        table=table,
        right=f"填报日期：{day(clock.today())}",
        foot=(f"合计：{len(table)}{counted}。",),
        name=title,
        file_name=file_stem(title),
    )


def send_list(sheet: Sheet, file_format: str, back: str) -> ResponseReturnValue:
    """The file, put down in the audit trail; what cannot be printed is told on the page it was asked from."""
    wanted = FileFormat(file_format)
    try:
        content = to_file(sheet, wanted, current_app.extensions["settings"].print_font)
    except Refused as refusal:
        tell(_("No file was made."), str(refusal), kind="error")
        return redirect(back, code=303)
    with transaction():
        audit.record(
            current_actor(), "roster.exported", title=sheet.title, rows=len(sheet), file_format=file_format
        )  # fmt: skip
    name = f"{sheet.file_name}.{file_format}"
    return send_file(io.BytesIO(content), mimetype=MEDIA_TYPES[wanted], as_attachment=True, download_name=name)
