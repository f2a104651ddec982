"""Files as offices send them, made on the spot: workbooks from their XML, text tables; and taking them."""

import json
import zipfile
from collections.abc import Iterable
from pathlib import Path

from lms.audit.actor import Actor
from lms.extensions import db
from lms.rotation import defaults
from lms.rotation.models import Requirement, RequirementVersion
from lms.spreadsheets.actions import check_file, take_file
from lms.spreadsheets.kinds import kind_named
from lms.spreadsheets.report import Report
from tests.facts.district import LONG_AGO, RECORDER, District
from tests.facts.imports import add_checked_import
from tests.facts.route_samples import Sample

SAMPLES = Path(__file__).parents[1] / "spreadsheets" / "samples"
EXPECTED = json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))
CLEAN = tuple(EXPECTED["order"])
OTHERS = tuple(name for name in EXPECTED["files"] if name not in CLEAN)

PEOPLE = (
    "人员编号", "姓名", "性别", "出生日期", "民族", "学历", "政治面貌", "入党日期", "身份证号", "手机号", "单位编码",
    "职务", "职务类别", "任职日期", "免职日期",
)  # fmt: skip
ORGS = ("单位编码", "单位名称", "上级编码", "单位类别")
RECORDS = (
    "人员编号", "年度", "培训类别", "培训名称", "开始日期", "结束日期", "天数", "学时", "结果", "成绩", "补训年度",
)  # fmt: skip
WAIVERS = ("人员编号", "要求", "年度", "类型", "延期至", "事由", "批准人", "批准日期")

_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{_SPREADSHEET}"><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy\\-mm\\-dd;@"/>'
    '</numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="31"/><xf numFmtId="49"/>'
    "</cellXfs></styleSheet>"
)
"""Cell styles: 0 general, 1 and 2 days (the second Chinese, built in), 3 text."""


def people_row(number: str = "P1", name: str = "王桂英", org: str = "S1C1", **more: str) -> list[str]:
    """A right row of the people file, with what `more` says (by heading)."""
    row = dict.fromkeys(PEOPLE, "") | {
        "人员编号": number, "姓名": name, "单位编码": org, "职务": "党委书记", "职务类别": "社区(村)主职干部",
        "任职日期": "2023-05-01",
    }  # fmt: skip
    return list((row | more).values())


def record_row(number: str = "P1", **more: str) -> list[str]:
    """A right row of the records file."""
    row = dict.fromkeys(RECORDS, "") | {
        "人员编号": number, "年度": "2026", "培训类别": "集中轮训", "培训名称": "第4期", "开始日期": "2026-04-20",
        "结束日期": "2026-04-22", "学时": "24", "结果": "结业",
    }  # fmt: skip
    return list((row | more).values())


def waiver_row(number: str = "P1", **more: str) -> list[str]:
    """A right row of the waivers file: a deferral."""
    row = {
        "人员编号": number, "要求": "集中轮训", "年度": "2026", "类型": "延期", "延期至": "2027-03-01",
        "事由": "住院治疗", "批准人": "区委组织部", "批准日期": "2026-06-01",
    }  # fmt: skip
    return list((row | more).values())


def csv_file(folder: Path, headings: Iterable[str], *rows: Iterable[str], name: str = "file.csv") -> Path:
    """A text table in UTF-8."""
    path = folder / name
    path.write_text("\n".join(",".join(row) for row in (headings, *rows)) + "\n", encoding="utf-8")
    return path


def xlsx_file(
    folder: Path,
    *sheets: str,
    workbook: str = "",
    states: Iterable[str] = (),
    shared: str = "",
    parts: dict[str, str] | None = None,
) -> Path:
    """A workbook from what stands inside each sheet's `<worksheet>`; `parts` replaces parts or adds some."""
    path = folder / "file.xlsx"
    states = [*states, *["visible"] * len(sheets)]
    numbers = range(1, len(sheets) + 1)
    listed = "".join(f'<sheet name="Sheet{n}" sheetId="{n}" state="{states[n - 1]}" r:id="rId{n}"/>' for n in numbers)
    relations = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    root = f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_OFFICE}">'
    content = {
        "[Content_Types].xml": _content_types(len(sheets)),
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"{root}{workbook}<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_RELATIONS}">{relations}'
        f'<Relationship Id="t" Type="{_OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        f'<Relationship Id="s" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
    } | {
        f"xl/worksheets/sheet{n}.xml": f'<worksheet xmlns="{_SPREADSHEET}">{inside}</worksheet>'
        for n, inside in enumerate(sheets, start=1)
    }
    if shared:
        content["xl/sharedStrings.xml"] = shared
    content |= parts or {}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return path


def _content_types(sheets: int) -> str:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {"workbook": "sheet.main", "styles": "styles"} | {
        f"worksheets/sheet{n}": "worksheet" for n in range(1, sheets + 1)
    }
    overrides = "".join(
        f'<Override PartName="/xl/{part}.xml" ContentType="{kind}.{name}+xml"/>' for part, name in parts.items()
    )
    by_ending = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
    )
    namespace = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{namespace}">{by_ending}{overrides}</Types>'


def rows_xml(*rows: Iterable[str], first: int = 1) -> str:
    """Rows of inline texts; a value that begins with `<c` is a cell already."""
    lines = []
    for number, row in enumerate(rows, start=first):
        cells = "".join(
            value if value.startswith("<c") else f'<c t="inlineStr"><is><t xml:space="preserve">{value}</t></is></c>'
            for value in row
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"


def check(path: Path, kind: str, scope=None, **options) -> Report:
    """What would become of a file, inside an application's context."""
    return check_file(path, kind_named(kind), scope, **options)


def take(path: Path, kind: str, scope=None, *, partial: bool = False) -> Report:
    """Take a file as the console does, inside an application's context."""
    return take_file(path, kind_named(kind), scope, Actor.console(), partial=partial)


def faults(report: Report) -> set[tuple[int | None, str, str, str]]:
    """Row, column, cell and fault of everything that was refused."""
    return {(one["row"], one["column"], one["cell"], one["fault"]) for one in report.to_json()["faults"]}


def default_requirements() -> None:
    """The requirements that ship with the product, where a migration has not put them in already."""
    if db.session.query(Requirement).count():
        return
    for position, one in enumerate(defaults.DEFAULTS):
        requirement = Requirement(code=one.code)
        db.session.add(requirement)
        db.session.flush()
        db.session.add(
            RequirementVersion(
                requirement_id=requirement.id, name=one.name, english_name=one.english_name, position=position,
                active=True, party_members=one.for_party_members, audience=[], credit_kinds=[], min_times=one.min_times,
                min_days_hundredths=0, min_centihours=0, curricula=[], combine="all", year_by="last_day", due="12-31",
                due_next_year=False, appointed_by="09-30", continuity_gap_days=30, warn_days=60, makeup_until="03-31",
                recorded_at=LONG_AGO, recorded_by=RECORDER,
            )
        )  # fmt: skip
    db.session.commit()


def sample_district() -> None:
    """The district that the samples stand on: the four clean files, taken in their order."""
    default_requirements()
    for name in CLEAN:
        report = take(SAMPLES / name, EXPECTED["files"][name]["import"])
        assert report.taken == EXPECTED["files"][name]["taken"]


def _import_sample(district: District, *, faulty: bool = False) -> Sample:
    person_id, job_id = add_checked_import(district, faulty=faulty)
    return Sample({"job_id": job_id}, owner=person_id)


def _guide_sample(_district: District) -> Sample:
    return Sample({"kind": "people"}, shared="how to fill in a sheet is the same everywhere")


ROUTE_SAMPLES = {
    "spreadsheets.show_import": _import_sample,
    "spreadsheets.take": _import_sample,
    "spreadsheets.download_workbook": lambda district: _import_sample(district, faulty=True),
    "spreadsheets.show_guide": _guide_sample,
    "spreadsheets.download_sheet": _guide_sample,
}
