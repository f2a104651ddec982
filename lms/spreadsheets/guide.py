"""How to fill in an import file, column by column, and a workbook to begin with."""

import io
from dataclasses import dataclass

import xlsxwriter
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from lms.spreadsheets.kinds import ImportKind
from lms.spreadsheets.rules.leftovers import EXAMPLE

_DAY = _l("A date, such as 2026-03-05, 2026/3/5 or 2026年3月5日; of a month alone the first day counts.")
_LAST_DAY = _l("The whole date of the last day, such as 2026-03-05.")
_YEAR = _l("Four digits.")

COLUMN_HELP: dict[str, tuple[LazyString, str]] = {
    "单位编码": (_l("The code of the organisation, as in the organisations file. Set the column to Text."), "S01-008"),
    "单位名称": (_l("The whole name. Another name for a known code renames the organisation."), "临港社区"),
    "上级编码": (_l("The code of the organisation above; empty for the topmost."), "S01"),
    "单位类别": (
        _l("One of: 区, 街道, 镇, 社区, 村, 居民小组, 村民小组, 楼栋, 非公有制经济组织, 社会组织, 机关, 企事业单位."),
        "社区",
    ),
    "人员编号": (_l("The person's number in the system; one number is one person. Set the column to Text."), "P00218"),
    "姓名": (_l("One to thirty characters. A known number with another name is refused."), "王建国"),
    "性别": (_l("男 or 女."), "男"),
    "出生日期": (_DAY, "1980-03-07"),
    "民族": (_l("With or without 族."), "汉族"),
    "学历": (_l("In the words of the office."), "大学"),
    "政治面貌": (_l("中共党员, 中共预备党员, 共青团员, 群众 or one of the democratic parties."), "中共党员"),
    "入党日期": (_DAY, "2005-07-01"),
    "身份证号": (_l("Eighteen characters; the last may be X. Set the column to Text, or digits are lost."), ""),
    "手机号": (_l("Eleven digits."), ""),
    "职务": (_l("In the words of the office. Two offices held together stand in one cell."), "党委书记、居委会主任"),
    "职务类别": (
        _l("One of: 街镇领导班子成员, 街镇机关干部, 社区(村)主职干部, 社区(村)工作人员, 居(村)民小组工作人员, "
           "非公有制经济组织党组织负责人, 社会组织党组织负责人, 党建工作指导员, 第一书记, 基层党务工作者, 党员."),
        "社区(村)主职干部",
    ),
    "任职日期": (_DAY, "2023-05-01"),
    "免职日期": (_l("The whole date of the last day in post; empty or 至今 for who is still in post."), ""),
    "年度": (_YEAR, "2026"),
    "培训类别": (
        _l("One of: 集中轮训, 上级调训, 冬训, 春训, 主体班次, 基本能力, 专题培训, 网络培训, 其他."), "集中轮训",
    ),
    "培训名称": (_l("Up to 200 characters."), "社区（村）主职干部集中轮训班第4期"),
    "开始日期": (_DAY, "2026-12-08"),
    "结束日期": (_LAST_DAY, "2026-12-10"),
    "天数": (_l("A number; halves are allowed."), "3"),
    "学时": (_l("A number, such as 24 or 7.5."), "24"),
    "结果": (_l("结业 or 未结业."), "结业"),
    "成绩": (_l("A number; empty where there is none."), "88"),
    "补训年度": (_l("The year that this training makes up for; empty where it makes up for none."), ""),
    "要求": (_l("The name or the code of the requirement."), "集中轮训"),
    "类型": (_l("免训 or 延期."), "延期"),
    "延期至": (_l("Only for 延期: the whole date until which it holds."), "2027-03-01"),
    "事由": (_l("Up to 300 characters."), "因病住院"),
    "批准人": (_l("Who approved it."), "区委组织部"),
    "批准日期": (_DAY, "2026-11-05"),
}  # fmt: skip


@dataclass(frozen=True)
class GuideLine:
    """A column: its heading, whether every row must fill it, what it takes, an example."""

    heading: str
    required: bool
    takes: LazyString
    example: str


def guide_to(kind: ImportKind) -> list[GuideLine]:
    """The columns of a kind of file, in order."""
    return [GuideLine(one.heading, one.required, *COLUMN_HELP[one.heading]) for one in kind.columns]


def sample_workbook(kind: ImportKind) -> bytes:
    """A workbook with the headings and one example row, which an import leaves out. All columns are set to Text."""
    memory = io.BytesIO()
    book = xlsxwriter.Workbook(memory, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(str(kind.title)[:31])
    text = book.add_format({"num_format": "@"})
    must, may = (book.add_format({"num_format": "@", "bold": bold, "bottom": 1}) for bold in (True, False))
    for column, line in enumerate(guide_to(kind)):
        example = f"{EXAMPLE}{line.example}" if column == 0 else line.example
        sheet.set_column(column, column, max(2 * len(line.heading) + 2, 2 * len(example) + 2, 12), text)
        sheet.write_string(0, column, line.heading, must if line.required else may)
        sheet.write_string(1, column, example, text)
        sheet.write_comment(0, column, str(line.takes), {"x_scale": 2})
    sheet.freeze_panes(1, 0)
    book.close()
    return memory.getvalue()
