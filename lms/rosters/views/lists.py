"""A list of a page as a file: for lists that no roster stands for."""

from collections.abc import Iterable, Sequence

import pandas as pd
from flask.typing import ResponseReturnValue

from lms import clock
from lms.accounts.guard import current_actor
from lms.audit import actions as audit
from lms.documents.wording import day
from lms.rosters.rules.wording import file_stem
from lms.rosters.sheets import Column, Sheet
from lms.rosters.views.sending import send_sheet


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
    """The file of a list; see `send_sheet`."""
    actor = current_actor()

    def note() -> None:
        audit.record(actor, "roster.exported", title=sheet.title, rows=len(sheet), file_format=file_format)

    return send_sheet(sheet, file_format, note, back)
