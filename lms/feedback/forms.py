"""What somebody fills in about a class, and the conditions of the results."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Form, RadioField, SelectChoice, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from lms.feedback.actions import Answer
from lms.feedback.box import WHOLE_CLASS
from lms.feedback.queries.asking import Asked
from lms.feedback.rules import CLASS_QUESTIONS, SCORES, TOPIC_QUESTIONS, Question
from lms.feedback.wording import QUESTION_WORDS, SCORE_WORDS

LONGEST_REMARK = 500


class AnswerForm(FlaskForm):
    """The questions about what somebody may evaluate now; made by `answer_form`."""

    questions: dict[int, dict[Question, str]]  # what each is about → the names of its fields

    def about(self, what: int) -> list[RadioField]:
        """The fields that ask about one topic, or about the whole class."""
        return [self[name] for name in self.questions.get(what, {}).values()]

    def answer(self) -> Answer:
        """What was chosen."""
        scores = {
            about: {question: int(self[name].data) for question, name in names.items()}
            for about, names in self.questions.items()
        }
        return Answer(scores, (self["remark"].data or "").strip() if "remark" in self else "")


def answer_form(asked: Asked, **more: object) -> AnswerForm:
    """A form that asks what `asked` says."""
    questions = {topic.id: {one: f"topic-{topic.id}-{one}" for one in TOPIC_QUESTIONS} for topic in asked.topics}
    if asked.whole_class:
        questions[WHOLE_CLASS] = {one: f"class-{one}" for one in CLASS_QUESTIONS}
    fields: dict[str, object] = {
        name: _scale(question) for names in questions.values() for question, name in names.items()
    }
    if asked.whole_class:
        fields["remark"] = _remark()
    made: AnswerForm = type("AnswerForm", (AnswerForm,), fields | {"questions": questions})(**more)
    return made


def _scale(question: Question) -> RadioField:
    return RadioField(
        QUESTION_WORDS[question],
        choices=[SelectChoice(str(score), SCORE_WORDS[score]) for score in SCORES],
        validators=[InputRequired(_l("Choose one of the five words."))],
    )


def _remark() -> TextAreaField:
    return TextAreaField(
        _l("In your own words"),
        description=_l("Write no names and nothing that only you can know, if you do not want to be recognised."),
        validators=[Length(max=LONGEST_REMARK, message=_l("500 characters at most."))],
    )


class ResultConditions(Form):
    """Of whom or what results are listed, and of which year."""

    by = SelectField(
        _l("Results of"), choices=[SelectChoice("teacher", _l("Teachers")), SelectChoice("topic", _l("Topics"))]
    )
    year = SelectField(_l("Year"), coerce=int)


ALL_YEARS = 0
