"""What an office fills in for a programme."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectChoice, SelectField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from lms.accounts.forms import tidy
from lms.records.rules import TrainingCategory
from lms.training.actions.programmes import ProgrammeFields
from lms.training.forms.fields import WholeField
from lms.training.models import Programme
from lms.training.wording import CATEGORY_WORDS

NO_QUIZ = 0
FILLED = (
    "name", "category", "year", "organiser_id", "is_round", "required_share_percent", "excellent_percent", "note",
)  # fmt: skip


class ProgrammeForm(FlaskForm):
    """A programme; the view gives organisers and quizzes to choose from."""

    name = StringField(
        _l("Name of the programme"),
        filters=[tidy],
        validators=[
            DataRequired(_l("Enter a name, such as Rotation training for community officials.")),
            Length(max=150, message=_l("A name has at most 150 characters.")),
        ],
    )
    category = SelectField(
        _l("Training category"),
        choices=[SelectChoice(one.value, CATEGORY_WORDS[one]) for one in TrainingCategory],
        validators=[DataRequired(_l("Choose a category."))],
        description=_l("Requirements count training by its category."),
    )
    year = WholeField(
        _l("Year"),
        validators=[
            InputRequired(_l("Enter the year.")),
            NumberRange(2000, 2100, _l("Enter a year between 2000 and 2100.")),
        ],
    )
    organiser_id = SelectField(_l("Organiser"), coerce=int, validators=[InputRequired(_l("Choose an organiser."))])
    is_round = BooleanField(_l("A round (winter or spring training): every branch below runs classes of its own"))
    required_share_percent = WholeField(
        _l("Share of the hours needed to complete, in percent"),
        validators=[
            InputRequired(_l("Enter a share, such as 85.")),
            NumberRange(0, 100, _l("A share lies between 0 and 100.")),
        ],
    )
    excellent_percent = WholeField(
        _l("Excellent students, at most so many percent of those who complete"),
        default=0,
        validators=[
            Optional(),
            NumberRange(0, 100, _l("A share lies between 0 and 100.")),
        ],
    )
    quiz_curriculum_id = SelectField(_l("Quiz that must be passed"), coerce=int)
    note = TextAreaField(_l("Notes"), filters=[tidy], validators=[Length(max=2000)])

    def fields(self) -> ProgrammeFields:
        """What was filled in."""
        return ProgrammeFields(
            name=self.name.data or "",
            category=self.category.data,
            year=self.year.data or 0,
            organiser_id=self.organiser_id.data,
            is_round=bool(self.is_round.data),
            required_share_percent=self.required_share_percent.data or 0,
            excellent_percent=self.excellent_percent.data or 0,
            quiz_curriculum_id=self.quiz_curriculum_id.data or None,
            note=self.note.data or "",
        )

    def fill(self, programme: Programme) -> None:
        """Show a programme as it is."""
        for name in FILLED:
            self[name].data = getattr(programme, name)
        self.quiz_curriculum_id.data = programme.quiz_curriculum_id or NO_QUIZ
