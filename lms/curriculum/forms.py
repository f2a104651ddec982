"""What a reader's page may send."""

from flask_wtf import FlaskForm
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange


class PlaceForm(FlaskForm):
    """The paragraph that was reached, counted from 1."""

    paragraph = IntegerField(validators=[InputRequired(), NumberRange(1, 9999)])
