"""The words of this room's questions and scores."""

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext

from lms.feedback.rules import Question

QUESTION_WORDS = {
    Question.USE: _l("Useful for my work"),
    Question.TEACHING: _l("Taught clearly"),
    Question.ARRANGEMENT: _l("Choice of courses and times"),
    Question.SERVICE: _l("Organisation and service"),
    Question.GAIN: _l("What the class brought me"),
}
SCORE_WORDS = {
    5: lazy_pgettext("evaluation", "Great"),
    4: lazy_pgettext("evaluation", "Good"),
    3: lazy_pgettext("evaluation", "Fair"),
    2: lazy_pgettext("evaluation", "Weak"),
    1: lazy_pgettext("evaluation", "Poor"),
}
BY_WORDS = {"teacher": _l("Teacher"), "topic": _l("Topic")}
TEMPLATE_WORDS = {"QUESTION_WORDS": QUESTION_WORDS, "SCORE_WORDS": SCORE_WORDS, "BY_WORDS": BY_WORDS}
