"""Rosters: a class with people whom no form expects, files made in the background, samples of this room's routes."""

import io
from datetime import date

import openpyxl
import pandas as pd
import pypdf

from lms import clock
from lms.audit.actor import Actor
from lms.extensions import db
from lms.files import actions as files
from lms.jobs.models import Job
from lms.rosters import actions
from lms.rosters.rosters.completion import COLUMNS
from lms.rosters.sheets import Sheet, Signature
from tests.facts import training
from tests.facts.district import District
from tests.facts.route_samples import Sample

RARE = "㛃𬱖䶮"
FORMULAS = ("=SUM(A1)", "+1+1", "-2", "@cmd", "＝1+1", "＋8613", "－2", "＠ref", "\t=1+1", " =1+1", '=HYPERLINK("x")')


def sheet_of(names: list[str], **more) -> Sheet:
    """A completion roster's sheet with these names; what else it says is the same for all."""
    values = {one.heading: ["—"] * len(names) for one in COLUMNS}
    values |= {
        "姓名": names,
        "单位": ["青禾镇石桥村"] * len(names),
        "应修学时": [24] * len(names),
        "出勤率": [1.0] * len(names),
    }
    given = {
        "title": "2026年集中轮训班（第4期）结业学员花名册", "left": "主办单位：云溪区",
        "middle": "培训时间：2026年12月8日", "right": "填报日期：2026年12月10日", "foot": (f"合计：{len(names)}人。",),
        "signatures": (Signature("主办单位（盖章）"), Signature("制表人", "林静")), "name": "结业花名册",
    } | more  # fmt: skip
    return Sheet(columns=COLUMNS, table=pd.DataFrame(values), **given)


def cells(content: bytes) -> list[list[object]]:
    """The rows of a workbook's first sheet, as far as they have anything."""
    page = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    return [[cell.value for cell in row] for row in page.iter_rows()]


def words(content: bytes) -> list[str]:
    """The text of each page of a PDF."""
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def add_closed_class(district: District, *marks: tuple[str, str], at: str = "S1", **more) -> tuple[int, list[int]]:
    """A closed class of people with their marks at its six half-days (`training.mark_all`); its id and theirs."""
    people = [district.add_person(name, at=f"{at}C1") for name, _letters in marks]
    class_id = training.add_class(district, at, people=people, **more)
    training.mark_all(district, class_id, {one: letters for one, (_name, letters) in zip(people, marks, strict=True)})
    training.close(district, class_id)
    return class_id, people


def add_made_file(district: District, person_id: int, content: bytes = b"made before") -> int:
    """A roster that was made in the background for a person; gives the job's id."""
    with district.session():
        actor = Actor.person(person_id, "林静")
        kept = files.keep(
            actor, io.BytesIO(content), name="名册.csv", media_type="text/csv", purpose=actions.PURPOSE
        )  # fmt: skip
        job = Job(
            kind=actions.JOB, arguments={"roster": "not-trained", "file_format": "csv"}, state="done",
            owner_person_id=person_id,
            created_by=str(actor), created_at=clock.now(),
            result={"file_id": kept.id, "rows": 5001, "title": "应训未训人员名单"},
        )  # fmt: skip
        db.session.add(job)
        db.session.commit()
        return job.id


def _class_sample(district: District) -> dict[str, object]:
    people = [district.add_person(at="S1C1")]
    class_id = training.add_class(
        district, "S1", people=people, first_day=date(2026, 12, 8), last_day=date(2026, 12, 8)
    )  # fmt: skip
    return {"roster": "trainees", "file_format": "csv", "class_id": class_id}


def _made_sample(district: District) -> Sample:
    owner = district.add_person(at="S1C1")
    from lms.accounts.rules import Role

    district.grant(owner, Role.STREET, "S1")
    return Sample({"job_id": add_made_file(district, owner)}, owner=owner)


ROUTE_SAMPLES = {
    "rosters.download": _class_sample,
    "rosters.have_made": _class_sample,
    "rosters.download_made": _made_sample,
    "rosters.my_registration_form": lambda _district: Sample({"year": 2026}, shared="everybody's own training"),
}
