"""What people say about their own record."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField
from wtforms.validators import DataRequired, Length

from lms.accounts.forms import paragraphs


class MissingForm(FlaskForm):
    """Which training is missing, in one's own words."""

    text = TextAreaField(
        _l("Which training is missing"),
        filters=[paragraphs],
        validators=[
            DataRequired(_l("Write which training it was, and when.")),
            Length(max=1000, message=_l("At most 1,000 characters.")),
        ],
        description=_l("For example: which class, from when to when, who held it, and how many hours."),
    )
