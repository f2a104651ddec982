"""Which words of a page are the program's own and stand there in the wrong language."""

import getpass
import re
from collections.abc import Iterable

from playwright.sync_api import Page
from sqlalchemy import select

from lms.archive.models import ClassFile, FileHandover
from lms.assessment.models import Question, QuestionVersion
from lms.certificates.models import Certificate, CertificateIssue
from lms.curriculum.models import Curriculum, Lesson, LessonVersion
from lms.feedback.models import EvaluationRemark
from lms.materials.models import ClassTask, Material, ReflectionComment, ReflectionVersion
from lms.messages.models import Message
from lms.nomination.models import CallNotice, Nomination
from lms.people.imports.words import NATIONALITIES, POLITICAL_STATUSES
from lms.people.models import Appointment, Organisation, PartyStanding, Person
from lms.people.rules import OrganisationKind, PositionCategory
from lms.planning.models import PlannedProgramme
from lms.records.models import TrainingRecord
from lms.records.rules import TrainingCategory
from lms.rotation.models import Requirement, RequirementVersion, Waiver
from lms.rounds.models import BranchReport, MemberReach, RoundClosing, RoundTheme, SeasonalRound
from lms.training.models import ClassMeeting, LeaveRequest, Programme, ResultOverruling, TrainingClass
from tests.browser.demo import Demo

SAID = """() => {
  const own = document.documentElement;
  const said = [document.title];
  for (const element of document.querySelectorAll("body, body *")) {
    if (element.closest("[lang]") !== own || element.closest("template, svg")) continue;
    for (const node of element.childNodes) if (node.nodeType === 3 && node.data.trim()) said.push(node.data.trim());
    for (const name of ["aria-label", "alt", "title", "data-busy-words"]) {
      if (element.hasAttribute(name)) said.push(element.getAttribute(name));
    }
  }
  return said;
}"""

ENGLISH_IN_CHINESE = {
    "Excel", "PDF", "CSV", "GB", "UTF", "KB", "MB", "xlsx", "xls", "csv", "pdf", "English", "lms", "content", "sync",
    "QR", "ZIP", "SHA", "Tab", "Shift", "Enter", "abc", "user", "docx", "DOCX", "pptx", "jpg", "png", "mp",
    "Open", "Badges",
}  # fmt: skip
"""Names of formats, keys and commands, and the example abc12345, which Chinese takes over as they are."""

CHINESE_IN_ENGLISH = {"中文", "三基"}
CHECK_VALUE = re.compile(r"[0-9a-f]{64}")
WORD = re.compile(r"[A-Za-z][A-Za-z'-]+")
HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003134f][\u3400-\u9fff\U00020000-\U0003134f0-9（）《》、，。；：·“”—]*")

CONTENT = (
    Organisation.code, Organisation.name, Person.person_no, Person.name, Person.ethnicity, Person.education,
    Appointment.position, PartyStanding.political_status, Programme.name, PlannedProgramme.name,
    PlannedProgramme.theme, TrainingClass.venue, ClassMeeting.topic,
    ClassMeeting.teacher, ClassMeeting.room, LeaveRequest.reason, TrainingRecord.name, Message.title, Message.body,
    Curriculum.code, Curriculum.title, Curriculum.short_title, Lesson.code, LessonVersion.title, LessonVersion.sources,
    Question.code, QuestionVersion.shown, QuestionVersion.explanation, QuestionVersion.sources,
    Requirement.code, RequirementVersion.source, Waiver.reason, Waiver.approver, Material.title, ClassTask.title,
    ClassTask.hint, ReflectionVersion.body, ReflectionComment.body, CallNotice.document_number, Nomination.reason,
    SeasonalRound.name, RoundTheme.name, RoundClosing.reopening_reason, BranchReport.place, BranchReport.note,
    MemberReach.reached_by, MemberReach.note, EvaluationRemark.words, ClassFile.name, FileHandover.receiver,
    FileHandover.receiving_office, Certificate.number, CertificateIssue.class_name, ResultOverruling.reason,
)  # fmt: skip
"""What people and offices wrote; it stays in their language."""


def content_of(demo: Demo) -> str:
    """Everything that people wrote into the database, one thing a line."""
    with demo.facts.session() as session:
        values = [value for column in CONTENT for value in session.scalars(select(column).distinct())]
    written_down = [*NATIONALITIES, *POLITICAL_STATUSES, getpass.getuser(), "test"]
    return "\n".join([*_texts(values), *written_down])


def _texts(value: object) -> Iterable[str]:
    """The texts in a value of the database, those of JSON included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from _texts(list(value.values()))
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def wrong_language(page: Page, content: str) -> list[str]:
    """The texts of a page that are neither in its language nor content."""
    english = page.locator("html").get_attribute("lang") == "en"
    if "/import/guide/" in page.url:  # what offices' files say, and so what they have to be told
        content += "".join(OrganisationKind) + "".join(PositionCategory) + "".join(TrainingCategory)
    strange = _chinese_in if english else _english_in
    return [f"{words}: {text[:120]}" for text in page.evaluate(SAID) if (words := strange(text, content))]


def _english_in(text: str, content: str) -> list[str]:
    words = WORD.findall(CHECK_VALUE.sub("", text))
    return [word for word in words if word not in ENGLISH_IN_CHINESE and word not in content]


def _chinese_in(text: str, content: str) -> list[str]:
    found = [run.strip("（）《》、，。；：·“”—") for run in HAN.findall(text)]
    return [run for run in found if run and run not in CHINESE_IN_ENGLISH and not _is_content(run, content)]


def _is_content(run: str, content: str) -> bool:
    """Whether people wrote it, as one thing or two side by side (a street and its community)."""
    return run in content or any(run[:at] in content and run[at:] in content for at in range(2, len(run) - 1))
