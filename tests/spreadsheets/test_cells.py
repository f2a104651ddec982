"""What each kind of column makes of a cell: the tables of the rules, row by row."""

from datetime import date

import pytest

from lms.people.imports.words import GENDERS, NATIONALITIES, POLITICAL_STATUSES, POSITION_CATEGORIES
from lms.spreadsheets.kinds import Column
from lms.spreadsheets.rules.dates import day, days_in_order, end_of_post, last_day
from lms.spreadsheets.rules.identity import birth_date, check_digit, gender, id_number, phone
from lms.spreadsheets.rules.numbers import hundredths, year
from lms.spreadsheets.rules.text import code, free_text, is_empty, one_of, organisation_name, person_name, tidy
from lms.spreadsheets.rules.values import NO_VALUE, ErrorValue, Fault, FaultCode, column_index, column_letters


def outcome(value):
    """The value, or the fault's keyword."""
    return str(value.code) if isinstance(value, Fault) else value


MARCH_5 = date(2026, 3, 5)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (MARCH_5, MARCH_5),
        ("2026-03-05", MARCH_5),
        ("2026-3-5", MARCH_5),
        ("2026/3/5", MARCH_5),
        ("2026.03.05", MARCH_5),
        ("20260305", MARCH_5),
        ("2026年3月5日", MARCH_5),
        ("２０２６．０３．０５", MARCH_5),
        (" 2026-3-5　", MARCH_5),
        ("'2026-03-05", MARCH_5),
        (20260305.0, MARCH_5),
        ("2026.03", date(2026, 3, 1)),
        ("2026-3", date(2026, 3, 1)),
        ("2026/3", date(2026, 3, 1)),
        ("2026年3月", date(2026, 3, 1)),
        ("2026.1", date(2026, 1, 1)),
        (2026.03, date(2026, 3, 1)),
        (2026.12, date(2026, 12, 1)),
        (2026.1, "date"),
        ("2026-02-30", "date"),
        ("2023-02-29", "date"),
        ("2024-02-29", date(2024, 2, 29)),
        ("2026-13-01", "date"),
        ("2026-00-01", "date"),
        ("2026-3.5", "date"),
        ("26.3.5", "date"),
        ("3月5日", "date"),
        ("二〇二六年三月", "date"),
        ("2026.3.5—2026.3.7", "date"),
        ("202603", "date"),
        ("46086", "date"),
        (46086.0, "date"),
        (2026.0, "date"),
        (0.5, "date"),
        ("至今", "date"),
        ("0026-03-05", "date"),
        ("9999-03-05", "date"),
        (True, "date"),
    ],
)
def test_a_day_is_read_in_every_accepted_form_and_no_other(cell, expected):
    assert outcome(day(cell)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2026.03", "month-alone"),
        (2026.03, "month-alone"),
        ("2026-13", "date"),
        (2026.1, "date"),
        ("20260305", MARCH_5),
    ],
)
def test_a_last_day_needs_its_day(cell, expected):
    assert outcome(last_day(cell)) == expected


@pytest.mark.parametrize(("cell", "expected"), [("至今", None), ("至 今", None), ("2026.03", "month-alone")])
def test_still_in_post_is_no_end_day(cell, expected):
    assert outcome(end_of_post(cell)) == expected


def test_an_end_before_the_beginning_is_a_fault_and_the_same_day_is_none():
    assert outcome(days_in_order(MARCH_5, date(2026, 3, 4))) == "end-before-begin"
    assert days_in_order(MARCH_5, MARCH_5) is None
    assert days_in_order(MARCH_5, None) is None
    assert days_in_order(None, MARCH_5) is None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("王 伟", "王伟"),
        ("赵　静", "赵静"),
        ("王\u00a0伟\u200b", "王伟"),
        ("钱\n进", "钱进"),
        (" 李强 ", "李强"),
        ("古丽娜尔•艾买提", "古丽娜尔·艾买提"),
        ("阿卜杜拉・买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉．买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉·买买提", "阿卜杜拉·买买提"),
        ("㛃", "㛃"),
        ("孙𬱖", "孙𬱖"),
        ("䶮 䶮", "䶮䶮"),
        ("John Smith", "John Smith"),
        ("王" * 30, "王" * 30),
        ("王" * 31, "name"),
        ("=1+1", "name"),
        ("+1", "name"),
        ("-王", "name"),
        ("@SUM(1)", "name"),
        ("＝1", "name"),
        ("＠王", "name"),
        (10086.0, "name"),
        ("10086", "name"),
        ("１３８００００１１１１", "name"),
        (True, "name"),
        ("TRUE", "name"),
        (MARCH_5, "name"),
    ],
)
def test_a_persons_name_arrives_as_it_is_and_a_number_is_none(cell, expected):
    assert outcome(person_name(cell)) == expected


def test_an_organisation_may_have_a_longer_name():
    assert organisation_name("新港\n街道") == "新港街道"
    assert organisation_name("长" * 200) == "长" * 200
    assert outcome(organisation_name("长" * 201)) == "name"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("00042", "00042"),
        (20260001.0, "20260001"),
        (123.0, "123"),
        ("２０２６４００２", "20264002"),
        ("'20264003", "20264003"),
        (" 02－1 ", "02-1"),
        ("Ｑ００１", "Q001"),
        (3.7021119791102e17, "digits-lost"),
        (1234567890123456.0, "digits-lost"),
        (123456789012345.0, "123456789012345"),
        ("3.70211E+17", "digits-lost"),
        ("1E5", "1E5"),
        ('="00123"', "text"),
        ("＝1", "text"),
        (MARCH_5, "text"),
        (True, "text"),
        ("长" * 61, "too-long"),
    ],
)
def test_a_code_is_its_characters(cell, expected):
    assert outcome(code(cell)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("99010019791102203x", "99010019791102203X"),
        ("990100 19791102 3016", "990100197911023016"),
        ("'990100197911023016", "990100197911023016"),
        (9.90100197911023e17, "digits-lost"),
        ("9.90100E+17", "digits-lost"),
        ("990100197911023041", "check-digit"),
        ("99010019791102305", "id-number"),
        ("990100197913023041", "id-number"),
        ("99010019791102304A", "id-number"),
        ("370211850312001", "id-number"),
        (370211850312001.0, "id-number"),
    ],
)
def test_an_identity_number_is_whole_or_refused(cell, expected):
    assert outcome(id_number(cell)) == expected


def test_an_identity_number_tells_birth_and_gender():
    assert birth_date("990100197911023016") == date(1979, 11, 2)
    assert gender("990100197911023016") == "男"
    assert gender("99010019791102304X") == "女"
    assert check_digit("99010019791102301") == "6"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (13800005555.0, "13800005555"),
        ("138 0000 6666", "13800006666"),
        ("+86-138-0000-7777", "13800007777"),
        ("13800001111.0", "13800001111"),
        ("１３８００００１１１１", "13800001111"),
        ("1380000", "phone"),
        ("23800001111", "phone"),
        ("13800001111/13800002222", "phone"),
        ("1.38E+10", "digits-lost"),
    ],
)
def test_a_phone_is_eleven_digits(cell, expected):
    assert outcome(phone(cell)) == expected


HOURS = hundredths("学时", "小时", largest=9_999)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (24.0, 2400),
        (7.5, 750),
        ("７.5", 750),
        ("24学时", 2400),
        ("24 小时", 2400),
        (0.1 + 0.2, 30),
        ("0.25", 25),
        (0.0, 0),
        (-1.0, "number"),
        ("-1", "number"),
        ("3天", "number"),
        ("24(线上8)", "number"),
        ("1,000", "number"),
        (7.333, "number"),
        (100000.0, "number"),
        (True, "number"),
        (1e300, "number"),
        ("学时", "number"),
    ],
)
def test_hours_are_whole_hundredths(cell, expected):
    assert outcome(HOURS(cell)) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (2026.0, 2026),
        ("2026", 2026),
        ("2026年", 2026),
        ("２０２６", 2026),
        ("今年", "number"),
        ("26", "number"),
        (2026.5, "number"),
    ],
)
def test_a_year_has_four_digits(cell, expected):
    assert outcome(year(cell)) == expected


@pytest.mark.parametrize(
    ("words", "cell", "expected"),
    [
        (POSITION_CATEGORIES, "社区（村）主职干部", "社区(村)主职干部"),
        (POSITION_CATEGORIES, "社区（村)　主职干部", "社区(村)主职干部"),
        (POSITION_CATEGORIES, "社区书记", "category"),
        (GENDERS, 1.0, "男"),
        (GENDERS, "2", "女"),
        (GENDERS, True, "category"),
        (GENDERS, "M", "category"),
        (NATIONALITIES, "汉", "汉族"),
        (NATIONALITIES, "维吾尔族", "维吾尔族"),
        (POLITICAL_STATUSES, "党员", "中共党员"),
        (POLITICAL_STATUSES, "预备", "category"),
    ],
)
def test_a_word_outside_its_list_is_refused_never_guessed(words, cell, expected):
    assert outcome(one_of(words)(cell)) == expected


@pytest.mark.parametrize("cell", [None, "", " ", "　", "无", "空", "—", "——", "-", "－", "/", "、", " 无 ", "\u200b"])
def test_what_stands_for_nothing_is_empty(cell):
    assert is_empty(cell)


@pytest.mark.parametrize("cell", ["无锡", "0", 0.0, False, ErrorValue("#N/A"), NO_VALUE, "一"])
def test_everything_else_is_something(cell):
    assert not is_empty(cell)


NAME = Column("姓名", "name", person_name, required=True)
OFFICE = Column("职务", "position", free_text(100))


@pytest.mark.parametrize(
    ("column", "cell", "expected"),
    [
        (NAME, None, "empty"),
        (NAME, "—", "empty"),
        (NAME, NO_VALUE, "no-value"),
        (NAME, ErrorValue("#N/A"), "error-value"),
        (NAME, "#N/A", "error-value"),
        (NAME, " #ref! ", "error-value"),
        (OFFICE, None, None),
        (OFFICE, "无", None),
        (OFFICE, ErrorValue("#REF!"), "error-value"),
        (OFFICE, NO_VALUE, "no-value"),
        (OFFICE, "党委书记、\n居委会主任", "党委书记、居委会主任"),
        (OFFICE, 3.0, "3"),
        (OFFICE, "长" * 101, "too-long"),
    ],
)
def test_broken_cells_are_refused_in_any_column_and_empty_ones_where_required(column, cell, expected):
    assert outcome(column.clean(cell)) == expected


def test_columns_have_the_names_a_spreadsheet_gives_them():
    assert [column_letters(index) for index in (0, 25, 26, 701, 702, 16383)] == ["A", "Z", "AA", "ZZ", "AAA", "XFD"]
    assert [column_index(name) for name in ("A1", "N21", "AA", "XFD1048576")] == [0, 13, 26, 16383]


def test_tidying_twice_is_tidying_once():
    assert tidy(tidy("王 \n 伟 A B")) == tidy("王 \n 伟 A B") == "王伟 A B"


def test_every_keyword_of_the_samples_is_known():
    assert {"date", "month-alone", "cycle", "requirement"} <= {str(one) for one in FaultCode}
