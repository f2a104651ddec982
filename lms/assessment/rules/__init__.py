"""Decisions about questions, answers and papers: pure, one module an idea."""

from lms.assessment.rules.questions import (
    GAP,
    AcceptedText,
    Body,
    Choices,
    Difficulty,
    Matching,
    Numbers,
    Option,
    Pair,
    Question,
    QuestionKind,
    Range,
    Source,
    Texts,
    Truth,
)

__all__ = [
    "GAP",
    "AcceptedText",
    "Body",
    "Choices",
    "Difficulty",
    "Matching",
    "Numbers",
    "Option",
    "Pair",
    "Question",
    "QuestionKind",
    "Range",
    "Source",
    "Texts",
    "Truth",
]
