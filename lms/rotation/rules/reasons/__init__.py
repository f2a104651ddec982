"""The reason of a finding in words, made from its decision data alone."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from lms.rotation.rules.evaluation import Finding
from lms.rotation.rules.reasons import chinese, english


class Language(StrEnum):
    """The two languages of every screen and file."""

    CHINESE = "zh_Hans"
    ENGLISH = "en"


def reason(finding: Finding, language: Language = Language.CHINESE, *, on_screen: bool = False) -> str:
    """The sentence that names what decided the status; days as ISO, or as screens write them."""
    words = english if language is Language.ENGLISH else chinese
    return words.sentence(finding, words.on_screen if on_screen else date.isoformat)
