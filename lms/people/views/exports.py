"""The list of people as a file, under the conditions that the page shows."""

from urllib.parse import urlencode

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from lms import clock
from lms.accounts.guard import current_scope, requires
from lms.accounts.rules import Permission
from lms.documents.wording import day
from lms.people import queries
from lms.people.queries.lists import PersonRow
from lms.people.views.blueprint import bp
from lms.people.views.lists import conditions_of
from lms.people.wording import category_words
from lms.rosters.sheets import Align, Column
from lms.rosters.views.lists import list_sheet, send_list
from lms.rosters.views.sending import FORMAT

COLUMNS = (
    Column("人员编号", 6), Column("姓名", 5), Column("单位", 12, Align.START), Column("职务", 9, Align.START),
    Column("职务类别", 9, Align.START), Column("任职日期", 7), Column("免职日期", 7),
)  # fmt: skip


@bp.get(f"/people.{FORMAT}")
@requires(Permission.EXPORT_ROSTERS)
def export_people(file_format: str) -> ResponseReturnValue:
    """人员名册: everybody within reach who meets the conditions, in the order of the page."""
    people = queries.people_listed(current_scope(), clock.today(), conditions_of(request.args))
    with force_locale("zh_Hans"):
        sheet = list_sheet("人员名册", COLUMNS, [_row(one) for one in people], "人")
    return send_list(sheet, file_format, f"{url_for('.list_people')}?{urlencode(request.args)}")


def _row(one: PersonRow) -> tuple[object, ...]:
    days = [day(value) if value else "" for value in (one.first_day, one.last_day)]
    category = category_words(one.category) if one.category else ""
    return one.person_no, one.name, one.organisation, one.position or "", str(category), *days
