"""班次档案目录: every file of a class's file with its SHA-256, who closed the class and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from lms import clock
from lms.archive.contents import Contents
from lms.rosters.rules import wording
from lms.rosters.sheets import Align, Column, Sheet, Signature

COLUMNS = (
    Column("材料名称", 10, Align.START), Column("文件", 14, Align.START), Column("大小（字节）", 5, Align.END),
    Column("SHA-256校验值", 20),
)  # fmt: skip


@dataclass(frozen=True)
class Listed:
    """A file as the list names it; size in bytes."""

    document: str
    name: str
    size: int
    sha256: str


def documents_sheet(contents: Contents, files: Sequence[Listed]) -> Sheet:
    """The list, to be printed on top of the rest."""
    rows = [(one.document, one.name, one.size, f"{one.sha256[:32]} {one.sha256[32:]}") for one in files]
    left_out = [f"{name}（{why}）" for name, why in contents.left_out]
    title = f"{contents.class_name}班次档案目录"
    return Sheet(
        title=title,
        columns=COLUMNS,
        table=pd.DataFrame(rows, columns=[one.heading for one in COLUMNS]),
        left=f"主办单位：{contents.organiser}",
        middle=contents.days,
        right=f"办结：{_moment(contents.closed_at)}，{contents.closed_by}",
        foot=(
            f"合计：{len(rows)}个文件。内容以{_moment(contents.known_at)}的记录为准。",
            *((f"教学评估表于{_moment(contents.supplemented_at)}补入。",) if contents.supplemented_at else ()),
            *((f"没有的材料：{'；'.join(left_out)}。",) if left_out else ()),
        ),
        signatures=(Signature("移交人（签字）"), Signature("接收人（签字）"), Signature("移交日期")),
        name="班次档案目录",
        file_name=wording.file_stem(title),
        made_at=contents.closed_at,
    )


def _moment(instant: datetime) -> str:
    local = clock.local(instant)
    return f"{wording.day(local.date())}{local:%-H:%M}"
