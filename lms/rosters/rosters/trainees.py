"""学员花名册: who takes part in a class, for its supervisor."""

import pandas as pd
from flask_babel import gettext as _

from lms.errors import Refused
from lms.rosters.queries.classes import people_enrolled, seats_of
from lms.rosters.queries.people import people_of
from lms.rosters.queries.reach import Reach
from lms.rosters.queries.tree import tree
from lms.rosters.rosters.of_class import card_of, head_of
from lms.rosters.rosters.order import in_office_order
from lms.rosters.rules import wording
from lms.rosters.rules.kinds import Wanted
from lms.rosters.sheets import Align, Column, Sheet, Signature

COLUMNS = (
    Column("组别", 3, blank=""), Column("姓名", 4.5), Column("性别", 2), Column("民族", 3), Column("出生年月", 4.5),
    Column("政治面貌", 5), Column("单位及职务", 17, Align.START), Column("手机号码", 6.5),
    Column("房间号", 4, blank=""), Column("备注", 8),
)  # fmt: skip


def trainees_sheet(wanted: Wanted, reach: Reach, maker: str) -> Sheet:
    """Everybody with a seat in a class. Raises NotFound out of reach, Refused while nobody is enrolled."""
    card = card_of(wanted.class_id, reach)
    seats = {person: seat for person, seat in seats_of(card.id).items() if seat.withdrawn_on is None}
    if not seats:
        raise Refused(_("Nobody is enrolled in this class yet."))
    people = people_of(people_enrolled(card.id), card.last_day, reach)
    rows = in_office_order(people[people.index.isin(seats)], tree())
    head = head_of(card, "学员花名册", "人")
    notes = [wording.make_up_note(seats[person].make_up_year) for person in rows.index]
    return Sheet(
        title=head.title,
        columns=COLUMNS,
        table=_table(rows, notes),
        left=head.left,
        middle=head.middle,
        right=head.right,
        foot=(f"合计：{len(rows)}人。",),
        signatures=(Signature("班主任", card.supervisor_name or ""), Signature("制表人", maker)),
        name="学员花名册",
        file_name=wording.file_stem(head.title),
    )


def _table(rows: pd.DataFrame, notes: list[str]) -> pd.DataFrame:
    columns = (
        None, rows["name"], rows["gender"], rows["ethnicity"],
        rows["birth_date"].map(wording.month, na_action="ignore"), rows["political_status"],
        _posts(rows), rows["phone"], None, notes,
    )  # fmt: skip
    headings = (column.heading for column in COLUMNS)
    return pd.DataFrame(dict(zip(headings, columns, strict=True)), index=rows.index)


def _posts(rows: pd.DataFrame) -> list[str]:
    pairs = zip(rows["organisation"].fillna(""), rows["position"].fillna(""), strict=True)
    return [wording.post_at(organisation, position) for organisation, position in pairs]
