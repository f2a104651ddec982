from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from lms.assessment.formats.gift import read_gift, write_gift
from lms.assessment.rules import digest, key_part, restored, shown_part
from tests.facts.questions import questions, with_case

BANKS = st.lists(questions(), max_size=4, unique_by=lambda question: question.code)


@given(BANKS)
def test_a_written_bank_reads_back_to_the_same_questions(bank):
    reading = read_gift(write_gift(bank), "bank.gift")
    assert reading.faults == ()
    assert list(reading.questions) == bank


@given(BANKS.filter(bool))
def test_a_written_case_reads_back_with_its_questions(bank):
    case = with_case("99-CASE-1", [replace(question, case="99-CASE-1") for question in bank])
    reading = read_gift(write_gift(case), "bank.gift")
    assert reading.faults == ()
    assert list(reading.questions) == case


@given(questions())
def test_a_stored_question_comes_back_whole(question):
    place = (question.code, question.kind, question.difficulty, question.lesson_code, question.case)
    sources = [str(source) for source in question.sources]
    stored = restored(place, shown_part(question), key_part(question), question.explanation, sources)
    assert stored == question
    assert digest(stored) == digest(question)


@given(st.text(st.sampled_from("~=#{}:\\/%[]->T1 \n一") | st.characters(), max_size=60))
def test_any_text_is_read_without_a_crash_and_with_lines_that_exist(text):
    reading = read_gift(text, "any.gift")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    assert all(1 <= fault.line <= lines and fault.problem for fault in reading.faults)
