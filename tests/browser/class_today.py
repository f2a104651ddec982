"""A class of the demo's trainer that meets around now, whatever the hour at which the tests run."""

from dataclasses import dataclass
from datetime import timedelta
from itertools import count

from sqlalchemy import update

from lms import clock
from lms.training.models import ClassMeeting, Enrolment
from lms.training.rules import sign_in
from lms.training.rules.words import Half
from tests.browser.demo import Demo
from tests.facts.training import add_class, add_programme, code_of, meeting_ids
from tests.facts.training import seat as give_seats

_intakes = count(21)
_made: list[int] = []
"""Classes of this run."""


@dataclass
class ClassToday:
    """A class of one half-day today, supervised by the demo's trainer."""

    demo: Demo
    class_id: int
    meeting_id: int

    @classmethod
    def make(cls, demo: Demo, *person_nos: str, starts_in: timedelta = timedelta(minutes=5)) -> "ClassToday":
        """With these people in it; it begins `starts_in` from now and lasts three hours."""
        today = clock.today()
        people = [demo.person(number) for number in person_nos]
        cls._end_other_seats(demo, people)
        class_id = add_class(
            demo.facts, "YX00", programme=add_programme(demo.facts, "YX00", year=today.year),
            intake_number=next(_intakes), first_day=today, last_day=today, declared_year=today.year,
            halves=frozenset({Half.MORNING}), supervisor_person_id=demo.person("trainer"), draws_from="YX",
        )  # fmt: skip
        give_seats(demo.facts, class_id, *people)
        _made.append(class_id)
        made = cls(demo, class_id, meeting_ids(demo.facts, class_id)[0])
        made.begin_in(starts_in)
        return made

    @staticmethod
    def _end_other_seats(demo: Demo, people: list[int]) -> None:
        """Of the classes of earlier tests: nobody sits in two classes at once."""
        with demo.facts.writing() as session:
            seats = update(Enrolment).where(Enrolment.person_id.in_(people), Enrolment.withdrawn_on.is_(None))
            ended = {"withdrawn_on": Enrolment.enrolled_on, "withdrawal_reason": "另有安排"}
            session.execute(seats.where(Enrolment.training_class_id.in_(_made)).values(ended))
            session.commit()

    def begin_in(self, starts_in: timedelta) -> None:
        """Move its half-day."""
        with self.demo.facts.writing() as session:
            meeting = session.get(ClassMeeting, self.meeting_id)
            meeting.starts_at = clock.now() + starts_in
            meeting.ends_at = meeting.starts_at + timedelta(hours=3)
            session.commit()

    @property
    def page(self) -> str:
        """The address of the class."""
        return f"/classes/{self.class_id}"

    @property
    def wall(self) -> str:
        """The address of its wall."""
        return f"{self.page}/meetings/{self.meeting_id}/wall"

    @property
    def roll_call(self) -> str:
        """The address of its roll call."""
        return f"{self.page}/meetings/{self.meeting_id}/roll-call"

    def codes(self) -> list[str]:
        """The addresses that may hang on the wall now: of these 15 seconds, and of those before and after."""
        steps = (timedelta(seconds=seconds) for seconds in (0, -sign_in.STEP_SECONDS, sign_in.STEP_SECONDS))
        said = (code_of(self.demo.facts, self.meeting_id, clock.now() + step) for step in steps)
        return [f"{self.demo.site}/s/{code}" for code in said]
