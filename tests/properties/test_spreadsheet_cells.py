"""What holds for every cell, whatever stands in it."""

from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from lms.spreadsheets.reading.number_formats import day_of_serial
from lms.spreadsheets.rules.dates import day, end_of_post, last_day
from lms.spreadsheets.rules.identity import check_digit, id_number, phone
from lms.spreadsheets.rules.numbers import hundredths, year
from lms.spreadsheets.rules.text import code, free_text, organisation_name, person_name, tidy
from lms.spreadsheets.rules.values import ErrorValue, Fault, column_index, column_letters

ANY_CELL = (
    st.text()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.builds(ErrorValue, st.sampled_from(["#N/A", "#REF!"]))
    | st.from_regex(r"[0-9０-９]{1,4}[-./年][0-9]{1,2}[-./月]?[0-9]{0,2}日?", fullmatch=True)
)
READERS = (
    day, last_day, end_of_post, person_name, organisation_name, code, id_number, phone, year,
    free_text(100), hundredths("学时", largest=100),
)  # fmt: skip
SOME_DAY = st.dates(date(1900, 1, 1), date(2099, 12, 31))
HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=30)


@given(ANY_CELL)
@example(float("nan"))
@example(float("inf"))
@example("１９００年１月１日")
def test_every_column_reads_every_cell_into_a_value_or_a_fault(cell):
    for read in READERS:
        assert isinstance(read(cell), str | int | date | Fault | None)


@given(SOME_DAY)
def test_a_day_is_itself_in_every_form(one):
    forms = (
        one.isoformat(), f"{one.year}/{one.month}/{one.day}", f"{one.year}.{one.month:02}.{one.day:02}",
        f"{one:%Y%m%d}", f"{one.year}年{one.month}月{one.day}日", float(f"{one:%Y%m%d}"),
    )  # fmt: skip
    assert {day(form) for form in forms} == {one}
    assert {last_day(form) for form in forms} == {one}


@given(st.dates(date(1900, 3, 1), date(9999, 12, 31)))
def test_a_serial_number_is_the_day_it_counts_to_in_both_date_systems(one):
    serial = (one - date(1899, 12, 30)).days
    assert day_of_serial(float(serial), from_1904=False) == one
    if serial >= 1462:
        assert day_of_serial(float(serial - 1462), from_1904=True) == one


@given(HAN)
def test_blanks_between_chinese_characters_never_matter(name):
    spread = " \u3000".join(name)
    assert tidy(spread) == tidy(name) == name


@given(st.text())
def test_tidying_is_done_once(text):
    assert tidy(tidy(text)) == tidy(text)


@given(st.integers(0, 10**15 - 1))
def test_a_number_in_a_code_column_is_its_digits(number):
    assert code(float(number)) == str(number)


@given(st.dates(date(1900, 1, 1), date(2025, 12, 31)), st.integers(0, 999), st.integers(0, 16), st.integers(0, 9))
def test_an_identity_number_with_one_wrong_digit_is_refused(born, order, place, digit):
    seventeen = f"990100{born:%Y%m%d}{order:03}"
    number = seventeen + check_digit(seventeen)
    assert id_number(number) == id_number(f" {number.lower()} ") == number
    wrong = f"{number[:place]}{digit}{number[place + 1 :]}"
    assert wrong == number or isinstance(id_number(wrong), Fault)


@given(st.integers(0, 999_900))
def test_hundredths_are_exact(cents):
    read = hundredths("学时", largest=9_999)
    text = f"{cents // 100}.{cents % 100:02}"
    assert read(text) == read(float(text)) == read(f"{text}学时") == cents


@given(st.integers(0, 16_383))
def test_column_names_go_there_and_back(index):
    assert column_index(f"{column_letters(index)}7") == index
