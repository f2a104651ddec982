"""What is said about rows of the people file that contradict each other or the district."""

from flask_babel import lazy_gettext as _l

from lms.spreadsheets.kinds import Sentence
from lms.spreadsheets.rules.values import FaultCode

UNKNOWN_PERSON: Sentence = (
    _l("Nobody in the system has this number."),
    _l("Mend the number (leading zeros count), or import the person first."),
)

_ONE_PERSON = _l("Rows of one person must agree; keep what is right in all of them.")

SENTENCES: dict[tuple[str, str], Sentence] = {
    (FaultCode.CONFLICT, "name"): (
        _l("Row %(other)s gives the same number to somebody else: %(value)s."),
        _l("One number belongs to one person: check whose it is."),
    ),
    (FaultCode.CONFLICT, "known name"): (
        _l("In the system this number belongs to %(value)s."),
        _l("Check the number. If the name has changed, correct it on the person's page."),
    ),
    (FaultCode.CONFLICT, "known name elsewhere"): (
        _l("In the system this number belongs to somebody else."),
        _l("One number belongs to one person: check whose it is."),
    ),
    (FaultCode.CONFLICT, "known id_number elsewhere"): (
        _l("In the system this identity number belongs to somebody else."),
        _l("Check both numbers; one person keeps one 人员编号."),
    ),
    (FaultCode.CONFLICT, "other id_number elsewhere"): (
        _l("In the system this person has another identity number."),
        _l("One number belongs to one person: check whose it is."),
    ),
    (FaultCode.CONFLICT, "id_number"): (
        _l("Row %(other)s gives the same identity number to person %(value)s."),
        _l("An identity number belongs to one person: check both rows."),
    ),
    (FaultCode.CONFLICT, "known id_number"): (
        _l("In the system this identity number belongs to person %(value)s."),
        _l("Check both numbers; one person keeps one 人员编号."),
    ),
    (FaultCode.CONFLICT, "other id_number"): (
        _l("In the system this person has another identity number, ending in %(value)s."),
        _l("Check the number. If the stored one is wrong, correct it on the person's page."),
    ),
    (FaultCode.CONFLICT, "field"): (_l("Row %(other)s says of the same person: %(value)s."), _ONE_PERSON),
    (FaultCode.CONFLICT, "last_day"): (
        _l("Row %(other)s gives the same post another last day: %(value)s."),
        _l("Keep one row for one post."),
    ),
    (FaultCode.CONFLICT, "position"): (
        _l("Several rows name offices of the same post that do not fit into one title."),
        _l("One row for one post; its offices stand in one cell, such as 党委书记、居委会主任."),
    ),
    ("offices-joined", ""): (
        _l("Several rows name offices of the same post; they are kept together: %(value)s."),
        _l("Nothing needs to be mended; the rows are taken as one appointment."),
    ),
    (FaultCode.UNKNOWN_ORG, ""): (
        _l("There is no organisation with this code."),
        _l("Mend the code, or import the organisation first."),
    ),
    ("birth-differs", ""): (
        _l("The identity number says %(born)s."),
        _l("Check the date of birth; it does not keep the row from being taken."),
    ),
    ("gender-differs", ""): (
        _l("The identity number says %(gender)s."),
        _l("Check the gender; it does not keep the row from being taken."),
    ),
    ("field-replaced", ""): (
        _l("In the system it was %(value)s until now."),
        _l("The new value replaces it; the person's page keeps both."),
    ),
}
