"""Faults in words: for each, what is wrong and what is accepted."""

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.spreadsheets.kinds import ImportKind, Sentence
from lms.spreadsheets.rules.values import FaultCode, Finding

_DATE_FORMS = _l("Write the whole date, such as 2026-03-05, 2026/3/5 or 2026年3月5日.")
_AS_TEXT = _l("Set the column to Text, then write the whole number again.")

SENTENCES: Mapping[tuple[str, str], Sentence] = {
    (FaultCode.EMPTY, ""): (_l("This cell must not be empty."), _l("Fill it in.")),
    (FaultCode.NO_VALUE, ""): (
        _l("A formula whose result was not stored."),
        _l("Open the file, let it calculate, save it; or write the value itself."),
    ),
    (FaultCode.ERROR_VALUE, ""): (
        _l("The cell shows the error %(value)s instead of a value."),
        _l("Mend the formula, or write the value itself."),
    ),
    (FaultCode.DATE, ""): (_l("This is no date of an accepted form."), _DATE_FORMS),
    (FaultCode.DATE, "no such day"): (_l("Month %(month)s of %(year)s has no day %(day)s."), _l("Write a real date.")),
    (FaultCode.DATE, "no such month"): (_l("There is no month %(month)s."), _l("Write a real date.")),
    (FaultCode.DATE, "year"): (_l("The year %(year)s cannot be meant."), _l("Write a year from 1900 to 2099.")),
    (FaultCode.DATE, "serial"): (
        _l("A bare number, not a date: the cell has lost its date format."),
        _l("Set the cell to a date format, or write the date, such as 2026-03-05."),
    ),
    (FaultCode.DATE, "lost nought"): (
        _l("%(value)s as a number may mean January, or October whose 0 was lost."),
        _l("Write %(year)s-01 or %(year)s-10, in a cell set to Text."),
    ),
    (FaultCode.DATE, "no year"): (_l("The year is missing."), _DATE_FORMS),
    (FaultCode.DATE, "short year"): (_l("The year has only two digits."), _DATE_FORMS),
    (FaultCode.DATE, "numerals"): (_l("The date is written in Chinese numerals."), _DATE_FORMS),
    (FaultCode.DATE, "period"): (
        _l("Two dates in one cell."),
        _l("One date in each cell: the first day in one column, the last in the other."),
    ),
    (FaultCode.MONTH_ALONE, ""): (
        _l("A month alone does not say which day is the last."),
        _l("Write the whole date, such as 2026-03-31."),
    ),
    (FaultCode.END_BEFORE_BEGIN, ""): (
        _l("The end, %(end)s, is before the beginning, %(begin)s."),
        _l("Check both dates; the end may be the same day, not an earlier one."),
    ),
    (FaultCode.DIGITS_LOST, ""): (_l("The last digits are lost and cannot be brought back."), _AS_TEXT),
    (FaultCode.ID_NUMBER, ""): (
        _l("An identity number has 18 characters; this has %(length)s."),
        _l("Write all 18 characters; the last may be X."),
    ),
    (FaultCode.ID_NUMBER, "characters"): (
        _l("An identity number is 17 digits and a digit or X."),
        _l("Write all 18 characters; the last may be X."),
    ),
    (FaultCode.ID_NUMBER, "no date"): (
        _l("The middle of the number, %(digits)s, is no date of birth."),
        _l("Check the number against the identity card."),
    ),
    (FaultCode.CHECK_DIGIT, ""): (
        _l("The number's last character does not fit the others: one of them is wrong."),
        _l("Check the number against the identity card."),
    ),
    (FaultCode.PHONE, ""): (_l("This is no mobile number."), _l("Eleven digits that begin with 1; one number only.")),
    (FaultCode.NAME, "no text"): (
        _l("This is not a name but a number or a sign."),
        _l("Write the name; perhaps two columns were swapped."),
    ),
    (FaultCode.NAME, "formula"): (
        _l("A name cannot begin with = + - @."),
        _l("Write the name itself, without a formula."),
    ),
    (FaultCode.NAME, "length"): (_l("This name has %(length)s characters."), _l("At most %(longest)s characters.")),
    (FaultCode.TOO_LONG, ""): (_l("This text has %(length)s characters."), _l("At most %(longest)s characters.")),
    (FaultCode.TEXT, "code"): (
        _l("This is a date or a sign, not a code."),
        _l("Set the column to Text, then write the code again."),
    ),
    (FaultCode.CATEGORY, ""): (_l("This word is not in the list."), _l("One of: %(accepted)s.")),
    (FaultCode.NUMBER, ""): (_l("This is no number of the kind wanted."), _l("A number from 0 on, such as 24 or 7.5.")),
    (FaultCode.NUMBER, "decimals"): (_l("The number has too many decimals."), _l("At most two, such as 7.25.")),
    (FaultCode.NUMBER, "too large"): (_l("The number is too large to be meant."), _l("At most %(largest)s.")),
    (FaultCode.NUMBER, "year"): (_l("This is no year."), _l("Four digits, such as 2026.")),
    ("other-sheet", ""): (
        _l("The sheet “%(sheet)s” has the headings too; it was not read."),
        _l("Send it in a file of its own, or put it first."),
    ),
    ("lost-characters", ""): (
        _l("The name holds %(marks)s: a rare character may have been lost."),
        _l("Check the name; it does not keep the row from being taken."),
    ),
}


def problem(kind: ImportKind, finding: Finding) -> str:
    """What is wrong, as a sentence in the reader's language."""
    return _filled(_sentence(kind, finding)[0], finding)


def accepted(kind: ImportKind, finding: Finding) -> str:
    """What is accepted instead, as a sentence in the reader's language."""
    return _filled(_sentence(kind, finding)[1], finding)


def both(kind: ImportKind, finding: Finding) -> str:
    """What is wrong and what is accepted, one after the other."""
    return _("%(problem)s %(accepted)s", problem=problem(kind, finding), accepted=accepted(kind, finding))


def _sentence(kind: ImportKind, finding: Finding) -> Sentence:
    key = (str(finding.fault.code), finding.fault.detail)
    return kind.sentences.get(key) or SENTENCES[key]


def _filled(sentence: object, finding: Finding) -> str:
    return str(sentence) % dict(finding.fault.words)
