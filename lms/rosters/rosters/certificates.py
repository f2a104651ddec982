"""证书清单: the certificates that closing a class gave, revoked ones too, in the order of their numbers."""

import pandas as pd
from flask_babel import gettext as _
from sqlalchemy import select

from lms import clock
from lms.certificates.models import Certificate
from lms.certificates.queries.papers import Paper, latest_papers
from lms.errors import Refused
from lms.rosters.queries.people import people_of
from lms.rosters.queries.reach import Reach
from lms.rosters.rosters.of_class import card_of, head_of
from lms.rosters.rules import wording
from lms.rosters.rules.kinds import Wanted
from lms.rosters.sheets import Align, Column, Sheet, Signature

COLUMNS = (
    Column("证书编号", 9), Column("姓名", 4.5), Column("单位", 11, Align.START), Column("职务", 8, Align.START),
    Column("培训起止时间", 8.5), Column("学时", 3), Column("发证日期", 6), Column("状态", 4),
    Column("签收", 5, blank=""), Column("备注", 7),
)  # fmt: skip


def certificates_sheet(wanted: Wanted, reach: Reach, maker: str) -> Sheet:
    """The certificates of a class. Raises NotFound out of reach, Refused where none was given yet."""
    card = card_of(wanted.class_id, reach)
    papers = latest_papers(card.id)
    if not papers:
        raise Refused(_("No certificate was given yet: they come with the closing of the class."))
    of_class = select(Certificate.person_id).where(Certificate.training_class_id == card.id)
    people = people_of(of_class, card.last_day, reach)
    head = head_of(card, "结业证书清单", "学时")
    return Sheet(
        title=head.title,
        columns=COLUMNS,
        table=_table(papers, people),
        left=head.left,
        middle=head.middle,
        right=head.right,
        foot=(_sum(papers),),
        signatures=(
            Signature("发证单位（盖章）"),
            Signature("制表人", maker),
            Signature("日期", wording.day(clock.today())),
        ),
        name="证书清单",
        file_name=wording.file_stem(head.title),
    )


def _table(papers: list[Paper], people: pd.DataFrame) -> pd.DataFrame:
    rows = [
        (
            one.number, one.name, people["organisation"].get(one.person_id), people["position"].get(one.person_id),
            wording.short_span(one.first_day, one.last_day), one.centihours / 100,
            wording.short_day(clock.local(one.issued_at).date()), "已撤销" if one.revoked_at else "有效", None,
            wording.together(*_remarks(one)),
        )
        for one in papers
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[column.heading for column in COLUMNS])


def _remarks(one: Paper) -> tuple[str, ...]:
    return ("优秀学员" if one.is_excellent else "", f"第{one.edition}次印发" if one.edition > 1 else "")


def _sum(papers: list[Paper]) -> str:
    revoked = sum(one.revoked_at is not None for one in papers)
    return f"合计：{len(papers)}份，其中有效{len(papers) - revoked}份，已撤销{revoked}份。"
