"""Reading the file of a door system or of a paper sheet: which column says who, when, and how."""

from collections.abc import Iterator, Mapping
from datetime import date, time
from itertools import islice
from pathlib import Path

from flask_babel import gettext as _

from lms.errors import Refused
from lms.spreadsheets.reading import Sheet, open_book
from lms.spreadsheets.reading.books import numbered_rows
from lms.spreadsheets.rules.headings import heading_text
from lms.spreadsheets.rules.text import is_empty
from lms.spreadsheets.rules.values import Cell, DayAndTime, Row, shown
from lms.training.rules.taking import FileRow, read_clock, read_day, says_out

MOST_ROWS = 20_000
_SEARCHED_ROWS = 50
_HEADINGS = {
    "person_no": ("人员编号", "编号", "工号"),
    "name": ("姓名", "人员姓名"),
    "day": ("日期", "考勤日期"),
    "came": ("时间", "签到时间", "刷卡时间", "打卡时间", "通行时间", "进门时间", "考勤时间", "到场时间"),
    "left": ("签退时间", "离开时间", "出门时间"),
    "direction": ("进出", "方向", "出入", "进出方向"),
    "sign": ("状态", "考勤", "出勤", "出勤情况", "考勤结果", "考勤状态", "签到情况"),
    "minutes": ("分钟", "在场分钟", "出勤分钟"),
}
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings}
_WHO, _WHAT = {"person_no", "name"}, {"came", "left", "sign"}
_NO_ROW = ("合计", "总计", "小计", "备注", "说明", "审核", "填表", "制表", "例:", "例：", "示例", "应到")


def rows_of_file(path: Path) -> list[FileRow]:
    """The rows of the first visible sheet that says who and when or how. Raises Refused with one sentence."""
    with open_book(path, frozenset(_FIELD_OF)).opened() as book:
        for sheet in book.sheets:
            rows = list(_rows(sheet)) if sheet.visible else []
            if rows:
                return rows
    raise Refused(
        _("No row has the headings 人员编号 or 姓名, and 时间 or 状态, with people below. Add them and send it again.")
    )


def _rows(sheet: Sheet) -> Iterator[FileRow]:
    columns: dict[str, int] | None = None
    for place, row in enumerate(islice(numbered_rows(sheet), MOST_ROWS + _SEARCHED_ROWS)):
        if columns is None:
            columns = _columns(row.own)
            if columns is None and place >= _SEARCHED_ROWS:
                return
        elif _is_data(row.own, columns):
            yield _row(row.number, row.filled, columns)


def _columns(row: Row) -> dict[str, int] | None:
    """The column of each field, where the row is the heading. Raises Refused for two lists side by side."""
    fields = [(field, column) for column, cell in row.items() if (field := _FIELD_OF.get(heading_text(cell)))]
    names = [field for field, _column in fields]
    if not (_WHO & set(names) and _WHAT & set(names)):
        return None
    if len(names) != len(set(names)):
        raise Refused(_("The sheet has two lists side by side, or a column twice. Put one below the other."))
    return dict(fields)


def _is_data(row: Row, columns: Mapping[str, int]) -> bool:
    texts = [shown(row.get(columns[field])).strip() for field in _WHO if field in columns]
    first = shown(row[min(row)]).strip()
    is_heading = any(heading_text(text) in _FIELD_OF for text in texts)
    return any(texts) and not is_heading and not first.startswith(_NO_ROW)


def _row(number: int, row: Row, columns: Mapping[str, int]) -> FileRow:
    cells = {field: row.get(column) for field, column in columns.items() if not is_empty(row.get(column))}
    texts = {field: shown(cell).strip() for field, cell in cells.items()}
    came, left = _clock(cells.get("came")), _clock(cells.get("left"))
    minutes = texts.get("minutes", "").removesuffix("分钟")
    day = _day(cells.get("day")) or _day(cells.get("came")) or _day(cells.get("left"))
    unread = (
        ("came" in cells and came is None) or ("left" in cells and left is None) or ("day" in cells and day is None)
    )
    return FileRow(
        number, texts.get("person_no", ""), texts.get("name", ""), day, came, left,
        is_out=says_out(texts.get("direction", "")), sign=texts.get("sign", ""),
        minutes=int(minutes) if minutes.isdecimal() and len(minutes) < 5 else None, unread=unread,
    )  # fmt: skip


def _clock(cell: Cell) -> time | None:
    if isinstance(cell, DayAndTime):
        return _time(cell.seconds)
    if isinstance(cell, float) and 0 < cell < 1:
        return _time(round(cell * 24 * 60 * 60))
    return read_clock(cell) if isinstance(cell, str) else None


def _time(seconds: int) -> time:
    return time(seconds // 3600 % 24, seconds // 60 % 60)


def _day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day)
    return read_day(cell) if isinstance(cell, str) else None
