"""What goes into a class's file, asked of the rooms that have it, as known at the moment of asking.

People stand in it with name, organisation and post, as everybody who looks after the class may see them; columns that
would hold more are left out.
"""

import dataclasses
from collections.abc import Callable, Iterator

from lms import clock
from lms.archive.contents import Contents, Document
from lms.archive.sheets import materials_sheet, signed_sheets, timetable_sheet
from lms.errors import Refused
from lms.materials.queries.materials import materials_of
from lms.nomination.queries.notices import notices_of
from lms.people.queries import EVERYWHERE, NOWHERE
from lms.rosters.queries.classes import people_enrolled
from lms.rosters.queries.people import people_of
from lms.rosters.queries.reach import Reach
from lms.rosters.queries.tree import tree
from lms.rosters.rosters import made
from lms.rosters.rosters.evaluation import evaluation_sheet
from lms.rosters.rosters.of_class import head_of
from lms.rosters.rosters.order import in_office_order
from lms.rosters.rules import wording
from lms.rosters.rules.kinds import Roster, Wanted
from lms.rosters.sheets import Sheet
from lms.training.models import ClassClosing
from lms.training.queries import ClassCard, class_in_scope
from lms.training.queries.meetings import meetings_of

REACH = Reach(classes=EVERYWHERE, duties=NOWHERE, people=NOWHERE, numbers=NOWHERE)
EVALUATION = "教学评估表"
Found = tuple[str, Sheet | None, tuple[tuple[int, str], ...], str]
"""A document's name, its sheet or its kept files, or why there is none."""


def contents_of(closing: ClassClosing, closed_by: str) -> Contents:
    """Everything about the class of a closing, in the order of 班次档案目录."""
    card = class_in_scope(closing.training_class_id, EVERYWHERE)
    documents: list[Document] = []
    left_out: list[tuple[str, str]] = []
    for name, sheet, files, why in _found(card, closed_by):
        if sheet is None and not files:
            left_out.append((name, why))
        else:
            kept = without_empty(sheet) if sheet is not None else None
            documents.append(Document(f"{len(documents) + 1:02}", name, kept, files))
    return Contents(
        class_name=head_of(card, "", "").title,
        organiser=card.organiser_name,
        days=f"培训时间：{wording.day_span(card.first_day, card.last_day)}",
        closed_at=closing.closed_at,
        closed_by=closed_by,
        known_at=clock.now(),
        documents=tuple(documents),
        left_out=tuple(left_out),
    )


def _found(card: ClassCard, maker: str) -> Iterator[Found]:
    yield _notices(card)
    yield _roster("学员花名册", Wanted(Roster.TRAINEES, class_id=card.id), maker)
    meetings = meetings_of(card.id)
    yield "课程表", timetable_sheet(card, meetings), (), "没有排课"
    people = in_office_order(people_of(people_enrolled(card.id), card.last_day, REACH), tree())
    signed = signed_sheets(card, meetings, people)
    for day, sheet in signed:
        yield f"签到表-{day.isoformat()}", sheet, (), ""
    if not signed:
        yield "签到表", None, (), "没有签到记录"
    yield _roster("考勤表", Wanted(Roster.ATTENDANCE, class_id=card.id), maker)
    yield _roster("结业花名册", Wanted(Roster.COMPLETION, class_id=card.id), maker)
    yield _made(EVALUATION, lambda: evaluation_sheet(card.id, REACH, maker), "评估还不到5份")
    yield _roster("证书清单", Wanted(Roster.CERTIFICATES, class_id=card.id), maker)
    yield "教学材料目录", materials_sheet(card, materials_of(card.id)), (), "没有放入教学材料"


def _notices(card: ClassCard) -> Found:
    """Every edition of the notice as it was sent, the latest last; its files are copied as they are."""
    files = []
    for notice in reversed(notices_of(card.id)):
        edition = f"-第{notice.edition}版" if notice.edition > 1 else ""
        files += [(one.id, f"{edition}.{end}") for end, one in (("pdf", notice.pdf), ("docx", notice.docx)) if one]
    return "调训通知", None, tuple(files), "没有发调训通知"


def _roster(name: str, wanted: Wanted, maker: str) -> Found:
    return _made(name, lambda: made(wanted, REACH, maker), "")


def _made(name: str, make: Callable[[], Sheet], why: str) -> Found:
    try:
        return name, make(), (), ""
    except Refused as refusal:
        return name, None, (), why or str(refusal).rstrip("。")


def with_evaluation(contents: Contents, class_id: int, maker: str) -> Contents:
    """The same contents with the class's evaluation as it is shown now; whatever else they say stays. Raises Refused.

    People evaluate a class after its last day, often after it was closed.
    """
    sheet = without_empty(evaluation_sheet(class_id, REACH, maker))
    added = tuple(
        dataclasses.replace(one, sheet=sheet) if one.name == EVALUATION else one for one in contents.documents
    )
    if all(one.name != EVALUATION for one in added):
        added = (*added, Document(f"{len(added) + 1:02}", EVALUATION, sheet))
    return dataclasses.replace(
        contents,
        documents=added,
        left_out=tuple(one for one in contents.left_out if one[0] != EVALUATION),
        supplemented_at=clock.now(),
    )


def answers_in(contents: Contents) -> int:
    """How many answers the evaluation in a file counts, over all its questions; nought without one."""
    sheets = [one.sheet for one in contents.documents if one.name == EVALUATION and one.sheet is not None]
    return sum(int(sheet.table["份数"].sum()) for sheet in sheets)


def without_empty(sheet: Sheet) -> Sheet:
    """The sheet without columns that nothing stands in."""
    filled = [one for one in sheet.columns if sheet.table[one.heading].replace("", None).notna().any()]
    columns = tuple(filled) if len(filled) > 1 else sheet.columns
    return dataclasses.replace(sheet, columns=columns, table=sheet.table[[one.heading for one in columns]])
