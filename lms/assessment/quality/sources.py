"""The laws that questions rest on: marked where they are stated, and known to the register."""

from collections.abc import Iterable

from flask_babel import gettext as _

from lms.assessment.quality.placed import Placed
from lms.assessment.rules import Body, Choices, Matching, Question, Texts, Truth
from lms.curriculum.faults import Fault
from lms.curriculum.quality.citations import citations_in
from lms.curriculum.quality.citing import Citing, Place


def texts_of(question: Question) -> list[str]:
    """Everything of a question that is read: stem, answers with what is said to them, explanation."""
    return [question.stem, *_answers(question.body), question.explanation]


def unmarked(question: Question) -> list[str]:
    """What a question states law from without a tag 依据 for it: "人民调解法-17", or "" where no law is named."""
    marked = {str(source) for source in question.sources}
    cited = [one for text in texts_of(question) for one in citations_in(text) if one.article and one.certain]
    named = dict.fromkeys(f"{one.law}-{one.article}" for one in cited if one.law)
    missing = [source for source in named if source not in marked]
    return missing or ([""] if cited and not marked else [])


def check_sources(placed: Iterable[Placed]) -> list[Fault]:
    """Every question that states law without a tag 依据 for it."""
    return [
        one.fault(
            _("The question states law without its source: %(law)s.", law=source or "第…条"),
            _("Write it as a tag: [tag:依据-%(source)s].", source=source or "人民调解法-17"),
        )
        for one in placed
        for source in unmarked(one.question)
    ]


def cite_question(citing: Citing, one: Placed) -> None:
    """The laws of a question's tags and those of its text, all at the question's line."""
    place = Place(one.file, one.line, one.question.code)
    for source in one.question.sources:
        citing.article(source.law, source.article, place)
    laws = [source.law for source in one.question.sources]
    for text in texts_of(one.question):
        citing.text(text.replace("\n", " "), place, laws)


def _answers(body: Body | None) -> list[str]:
    if isinstance(body, Choices):
        return [words for option in body.options for words in (option.text, option.feedback)]
    if isinstance(body, Truth):
        return [body.when_wrong, body.when_right]
    if isinstance(body, Texts):
        return [words for one in body.accepted for words in (one.text, one.feedback)]
    if isinstance(body, Matching):
        return [words for pair in body.pairs for words in (pair.prompt, pair.answer)] + list(body.extra)
    return [one.feedback for one in body.ranges] if body else []
