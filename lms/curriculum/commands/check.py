"""Reading the content folders without a database, for writers: every fault is printed."""

from collections.abc import Iterator
from pathlib import Path

import click

from lms import ROOT
from lms.assessment.formats.bank import BankReading, read_bank
from lms.assessment.quality.giveaways import check_giveaways
from lms.assessment.quality.likeness import check_answers_elsewhere, check_likeness
from lms.assessment.quality.mixture import check_mixture
from lms.assessment.quality.placed import CourseBank, Placed
from lms.assessment.quality.quizzes import check_quiz
from lms.assessment.quality.sources import check_sources, cite_question
from lms.curriculum.faults import Fault
from lms.curriculum.formats.folder import CoursesReading, read_courses
from lms.curriculum.quality.citing import Citing, check_idle, cite_lesson
from lms.curriculum.quality.drawings import check_drawings
from lms.curriculum.quality.law_texts import check_against_text, law_in
from lms.curriculum.quality.lengths import check_lengths, check_number_of_lessons
from lms.curriculum.quality.links import check_links, places_of
from lms.curriculum.quality.pages import Page, pages_of
from lms.curriculum.quality.register import read_register

LAWS = ROOT.parent / "shared" / "facts" / "laws"  # where writers keep the texts they read, if anywhere


def check_content(courses: Path, question_bank: Path, laws: Path | None = None) -> bool:
    """Print the faults and the advice of both folders; whether there is no fault. `laws` holds texts of laws."""
    written = read_courses(courses)
    bank = read_bank(question_bank, written.folders)
    for advice in (*written.advice, *bank.advice):
        click.echo(f"advice: {advice}")
    faults = [*written.faults, *bank.faults, *quality_faults(courses, written, bank, laws)]
    for fault in faults:
        click.echo(str(fault), err=True)
    click.echo(
        f"{len(written.folders)} courses, {sum(len(folder.lessons) for folder in written.folders)} lessons, "
        f"{len(bank.questions)} questions; {len(faults)} faults"
    )
    return not faults


def quality_faults(courses: Path, written: CoursesReading, bank: BankReading, laws: Path | None = None) -> list[Fault]:
    """What is wrong with sound files: lengths, links, pictures, mixture, giveaways, twins, citations, quizzes."""
    pages = list(pages_of(courses, written.folders))
    placed = [Placed(question, file, line) for question, (file, line) in zip(bank.questions, bank.places, strict=True)]
    found = [*_of_lessons(courses, written, pages), *_of_banks(courses, written, placed)]
    found += [*check_likeness(placed), *check_sources(placed), *_of_citations(courses, pages, placed, laws)]
    return sorted(set(found))


def _of_lessons(courses: Path, written: CoursesReading, pages: list[Page]) -> Iterator[Fault]:
    for folder in written.folders:
        yield from check_number_of_lessons(courses, folder)
    places = places_of([page.lesson.code for page in pages])
    for page in pages:
        yield from check_lengths(page)
        yield from check_links(page, places)
    yield from check_drawings(courses)


def _of_banks(courses: Path, written: CoursesReading, placed: list[Placed]) -> Iterator[Fault]:
    for folder in written.folders:
        own = [one for one in placed if Path(one.file).stem == folder.name]
        if not own:
            continue  # its file is missing or has no sound question, which is a fault already
        bank = CourseBank(own[0].file, folder.course.kind, folder.course.quiz, own)
        yield from check_mixture(bank)
        yield from check_giveaways(bank)
        yield from check_answers_elsewhere(own)
        yield from check_quiz(bank, str(courses / folder.name / "course.toml"))


def _of_citations(courses: Path, pages: list[Page], placed: list[Placed], laws: Path | None) -> Iterator[Fault]:
    register = read_register(courses / "SOURCES.toml")
    citing = Citing(register)
    for page in pages:
        cite_lesson(citing, page)
    for one in placed:
        cite_question(citing, one)
    yield from (*register.faults, *citing.faults, *check_idle(citing))
    if laws:
        for source in register.sources.values():
            yield from check_against_text(register.file, source, law_in(laws, source.name))
