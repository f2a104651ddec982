"""The people file: a row is one appointment; who holds two posts has two rows."""

from collections.abc import Iterator
from datetime import date

from flask_babel import lazy_gettext as _l

from lms.people.imports.people_checks import check, of_known_people, unchanged
from lms.people.imports.people_sentences import SENTENCES
from lms.people.imports.people_taking import take
from lms.people.imports.words import GENDERS, NATIONALITIES, POLITICAL_STATUSES, POSITION_CATEGORIES
from lms.people.models import Affiliation, Appointment, Organisation, PartyStanding, Person, PersonChange
from lms.spreadsheets.kinds import DAY, Column, ImportKind, Values
from lms.spreadsheets.rules.dates import day, days_in_order, end_of_post
from lms.spreadsheets.rules.identity import birth_date, gender, id_number, phone
from lms.spreadsheets.rules.text import code, free_text, lost_characters, one_of, person_name
from lms.spreadsheets.rules.values import Finding, fault

COLUMNS = (
    Column("人员编号", "person_no", code, required=True),
    Column("姓名", "name", person_name, required=True),
    Column("性别", "gender", one_of(GENDERS)),
    Column("出生日期", "birth_date", day, DAY),
    Column("民族", "ethnicity", one_of(NATIONALITIES)),
    Column("学历", "education", free_text(60)),
    Column("政治面貌", "political_status", one_of(POLITICAL_STATUSES)),
    Column("入党日期", "joined_party_on", day, DAY),
    Column("身份证号", "id_number", id_number),
    Column("手机号", "phone", phone),
    Column("单位编码", "org_code", code, required=True),
    Column("职务", "position", free_text(100)),
    Column("职务类别", "position_category", one_of(POSITION_CATEGORIES), required=True),
    Column("任职日期", "first_day", day, DAY, required=True),
    Column("免职日期", "last_day", end_of_post, DAY),
)


def check_row(row: int, values: Values, _faulty: frozenset[str]) -> Iterator[Finding]:
    """A post that ends before it begins; warnings where the identity number says something else."""
    if problem := days_in_order(values["first_day"], values["last_day"]):
        yield Finding(row, "last_day", problem, str(values["last_day"]))
    number = values["id_number"]
    if isinstance(number, str):
        yield from _number_says(row, number, values)
    name = values["name"]
    if isinstance(name, str) and (marks := lost_characters(name)):
        yield Finding(row, "name", fault("lost-characters", marks=marks), name, is_warning=True)


def _number_says(row: int, number: str, values: Values) -> Iterator[Finding]:
    born, said = birth_date(number), values["birth_date"]
    if isinstance(said, date) and born != said and not _is_month_alone(said, born):
        yield Finding(row, "birth_date", fault("birth-differs", born=born), str(said), is_warning=True)
    if values["gender"] is not None and values["gender"] != gender(number):
        differs = fault("gender-differs", gender=gender(number))
        yield Finding(row, "gender", differs, str(values["gender"]), is_warning=True)


def _is_month_alone(said: object, born: object) -> bool:
    """Whether the file names the month only, and rightly: it is stored as the month's first day."""
    return str(said) == f"{str(born)[:7]}-01"


PEOPLE = ImportKind(
    name="people",
    title=_l("People"),
    columns=COLUMNS,
    key="人员编号",
    check_row=check_row,
    check=check,
    unchanged=unchanged,
    known=of_known_people,
    take=take,
    changes=(
        Organisation.__tablename__, Person.__tablename__, PersonChange.__tablename__, PartyStanding.__tablename__,
        Appointment.__tablename__, Affiliation.__tablename__,
    ),
    indexed=(("person_no",), ("org_code",), ("id_number",)),
    sentences=SENTENCES,
)  # fmt: skip
