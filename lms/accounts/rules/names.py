"""What people type as their account: a person number or a phone number, as telephones and sheets spell them."""

import unicodedata

LONGEST = 60


def typed_name(text: str) -> str:
    """The account name meant by `text`: half-width, without blanks and invisible characters, at most 60 long."""
    half_width = unicodedata.normalize("NFKC", text or "")
    return "".join(letter for letter in half_width if letter.isprintable() and not letter.isspace())[:LONGEST]


def spellings(name: str) -> tuple[str, ...]:
    """The ways a number may be stored that was typed as `name`; letters do not differ by case."""
    return tuple({name: None, name.upper(): None, name.lower(): None})
