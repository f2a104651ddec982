"""The text in a certificate's code: what the paper says, and the installation's signature of it, as one word.

Whoever has the public key can read and check it without this program or a network: base64url of a JSON array
(version, number, edition, name, class, hundredths of hours, first and last day), a dot, base64url of the Ed25519
signature over `PURPOSE` and those bytes.
"""

import base64
import binascii
import json
from collections.abc import Callable
from datetime import date

from lms.certificates.rules.paper import Said

PURPOSE = b"sanji-certificate\n"
VERSION = 1
LONGEST = 2_000


def signed_bytes(said: Said) -> bytes:
    """The bytes that say it."""
    fields = [
        VERSION, said.number, said.edition, said.name, said.class_name, said.centihours, said.first_day.isoformat(),
        said.last_day.isoformat(),
    ]  # fmt: skip
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode()


def token(said: Said, sign: Callable[[bytes], bytes]) -> str:
    """The word that says and proves it; `sign` is the private key's."""
    content = signed_bytes(said)
    return f"{_packed(content)}.{_packed(sign(PURPOSE + content))}"


def proven(word: str, check: Callable[[bytes, bytes], bool]) -> Said | None:
    """What a word says, if its signature holds; None for everything else. `check(signature, message)`."""
    content, _dot, signature = word.strip().rpartition(".")
    try:
        message = _unpacked(content)
        return _said(message) if len(word) <= LONGEST and check(_unpacked(signature), PURPOSE + message) else None
    except (ValueError, TypeError):  # not base64, not ours
        return None


def word_in(text: str) -> str:
    """The word itself, of a whole address or alone."""
    return text.strip().rstrip("/").rsplit("/", 1)[-1]


def _said(message: bytes) -> Said:
    version, number, edition, name, class_name, centihours, first, last = json.loads(message)
    if version != VERSION:
        raise ValueError("another version")
    return Said(number, edition, name, class_name, centihours, date.fromisoformat(first), date.fromisoformat(last))


def _packed(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _unpacked(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise ValueError("not base64url") from error
