"""What people send to come in, to set a password, and to manage accounts and grants."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, Form, PasswordField, SelectChoice, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, ValidationError

from lms.accounts.common_passwords import COMMON
from lms.accounts.rules import Role
from lms.accounts.rules.passwords import fault_of
from lms.accounts.wording import FAULT_WORDS, ROLE_WORDS, STATE_WORDS


def tidy(text: str | None) -> str:
    """What was typed, without blanks around it and without characters that cannot be seen."""
    return "".join(letter for letter in text or "" if letter.isprintable()).strip()


def paragraphs(text: str | None) -> str:
    """What was typed, its lines kept, without characters that cannot be seen."""
    lines = (text or "").splitlines()
    return "\n".join("".join(letter for letter in line if letter.isprintable()).strip() for line in lines).strip()


def chosen(field: SelectField) -> str:
    """What was chosen in a condition of a list; an address that names no choice has chosen nothing."""
    return str(field.data) if field.data in {value for value, *_rest in field.iter_choices()} else ""


class LoginForm(FlaskForm):
    """Number or telephone number, and password or activation code."""

    username = StringField(
        _l("Account"),
        filters=[tidy],
        validators=[DataRequired(_l("Enter your person number or your telephone number."))],
        description=_l("Person number or telephone number"),
    )
    password = PasswordField(
        _l("Password"),
        validators=[DataRequired(_l("Enter the password; the first time, the activation code."))],
        description=_l("The first time: the activation code on your slip"),
    )


class PasswordForm(FlaskForm):
    """A new password; the present one proves who asks, except where it is the `first`.

    `about` is what it must not be: the person's own number, phone and name.
    """

    current = PasswordField(_l("Present password"), validators=[DataRequired(_l("Enter the present password."))])
    new = PasswordField(_l("New password"), validators=[DataRequired(_l("Enter a new password."))])
    again = PasswordField(
        _l("New password once more"),
        validators=[EqualTo("new", _l("This is not the same as the new password. Enter both again."))],
    )

    def __init__(self, about: Collection[str | None], *, first: bool) -> None:
        super().__init__()
        if first:
            del self.current
        self.about = [word for word in about if word]

    def validate_new(self, field: PasswordField) -> None:
        """The rules that stand above the form."""
        fault = fault_of(field.data, self.about, COMMON)
        if fault:
            raise ValidationError(str(FAULT_WORDS[fault]))


ALL = SelectChoice("", _l("All"))
STATES = [SelectChoice(one.value, words) for one, words in STATE_WORDS.items()]
GRANTABLE = [SelectChoice(one.value, words) for one, words in ROLE_WORDS.items() if one is not Role.CADRE]


class AccountFilters(Form):
    """Conditions of the list of accounts."""

    text = StringField(_l("Name or person number"), filters=[tidy])
    state = SelectField(_l("Account state"), choices=[ALL, *STATES], default="", validate_choice=False)
    organisation = StringField(_l("Organisation (code or name)"), filters=[tidy])


class OpenAccountsForm(FlaskForm):
    """Accounts for everybody of an organisation."""

    renew = BooleanField(_l("Also new codes for those who have not used theirs; the old slips then stop working"))


class GrantFilters(Form):
    """Conditions of the list of grants."""

    text = StringField(_l("Name or person number"), filters=[tidy])
    role = SelectField(_l("Role"), choices=[ALL, *GRANTABLE], default="", validate_choice=False)
    organisation = StringField(_l("Organisation (code or name)"), filters=[tidy])


class GrantForm(FlaskForm):
    """A right to give: who, as what, where."""

    person_no = StringField(
        _l("Person number"), filters=[tidy], validators=[DataRequired(_l("Enter the number of the person."))]
    )
    role = SelectField(_l("Role"), choices=GRANTABLE)
    organisation = StringField(
        _l("Organisation"),
        filters=[tidy],
        validators=[DataRequired(_l("Enter the code or the whole name of the organisation."))],
        description=_l("Code or whole name; the right reaches it and everything below"),
    )
