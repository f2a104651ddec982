"""What a password must be; and how it is spelled before it is hashed."""

import unicodedata
from collections.abc import Collection
from enum import StrEnum

SHORTEST = 8
LONGEST = 128


class Fault(StrEnum):
    """Why a password is not taken."""

    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    ABOUT_YOU = "about_you"  # the person's own number, phone or name
    TOO_COMMON = "too_common"


def spelled(password: str) -> str:
    """One spelling of what was typed: full-width letters and digits are the half-width ones."""
    return unicodedata.normalize("NFKC", password or "")


def fault_of(password: str, about_the_person: Collection[str], common: Collection[str]) -> Fault | None:
    """Why this password is refused, or None. `common` holds lower-case passwords that many people use."""
    typed = spelled(password)
    if len(typed) < SHORTEST:
        return Fault.TOO_SHORT
    if len(typed) > LONGEST:
        return Fault.TOO_LONG
    plain = typed.casefold()
    if plain in {spelled(word).casefold() for word in about_the_person if word}:
        return Fault.ABOUT_YOU
    return Fault.TOO_COMMON if plain in common or len(set(plain)) <= 2 else None
