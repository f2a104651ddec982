"""Sealing what must not be read yet: with a key that is in the server's keeping and not in its database."""

import base64
import hashlib
import json
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken
from flask import current_app

from lms.feedback.rules import Counts, Question

_BLOCK = 4096  # bytes; the length of what is sealed is not to say whether somebody wrote a remark
WHOLE_CLASS = 0
"""Stands for the class as a whole where meetings are told apart by their ids."""


@dataclass
class Box:
    """Answers that are not shown yet, by what they are about: a meeting's id or `WHOLE_CLASS`; and remarks."""

    counts: dict[int, Counts] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def sealed(box: Box) -> str:
    """The box as it is kept: equal for nobody's eyes, without a time, its length rounded up."""
    counts = {
        str(about): {question.value: numbers for question, numbers in one.items()} for about, one in box.counts.items()
    }
    plain = json.dumps({"counts": counts, "remarks": sorted(box.remarks)}, ensure_ascii=False).encode()
    return _cipher().encrypt_at_time(plain + b" " * (-len(plain) % _BLOCK), 0).decode()


def opened(kept: str | None) -> Box:
    """What is in a sealed box. One that another key sealed is empty: the few answers in it are gone with the key."""
    if kept is None:
        return Box()
    try:
        plain = json.loads(_cipher().decrypt(kept.encode()))
    except InvalidToken:
        return Box()
    counts = {
        int(about): {Question(question): numbers for question, numbers in one.items()}
        for about, one in plain["counts"].items()
    }
    return Box(counts, plain["remarks"])


def _cipher() -> Fernet:
    secret = f"evaluation:{current_app.config['SECRET_KEY']}".encode()
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(secret).digest()))
