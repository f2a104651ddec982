"""One-time activation codes: twelve digits, easily typed on a telephone, of which only a keyed hash is kept.

A batch has a random key that is never stored; each code follows from it and the person. Whoever holds the key
(the browser of the administrator who made the batch, for a short while) can print the slips again.
"""

import hashlib
import hmac
import secrets
import unicodedata
from datetime import timedelta

DIGITS = 12
GOOD_FOR = timedelta(days=60)
SHOWN_FOR = timedelta(minutes=30)


def new_batch_key() -> str:
    """The random key of a batch."""
    return secrets.token_hex(16)


def code_of(batch_key: str, secret: str, person_id: int) -> str:
    """The code of one person in a batch: twelve digits in groups of four."""
    number = int(_keyed(secret, f"code {batch_key} {person_id}"), 16) % 10**DIGITS
    digits = f"{number:0{DIGITS}}"
    return f"{digits[:4]} {digits[4:8]} {digits[8:]}"


def kept(code: str, secret: str, person_id: int) -> str:
    """What is stored of a person's code: a keyed SHA-256 of its digits, however they were typed."""
    digits = "".join(letter for letter in unicodedata.normalize("NFKC", code) if letter.isdecimal())
    return _keyed(secret, f"activation {person_id} {digits}")


def fits(code: str, kept_hash: str | None, secret: str, person_id: int) -> bool:
    """Whether `code` is the one whose hash was kept."""
    return hmac.compare_digest(kept(code, secret, person_id), kept_hash or "")


def _keyed(secret: str, text: str) -> str:
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
