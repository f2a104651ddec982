"""A device an account was used on before proves it with a keyed value in a cookie; nothing is stored of it.

The cookie holds a random name of the device and one proof for each of the last accounts used on it: a telephone
shared in a family, a computer shared in an office.
"""

import hashlib
import hmac
import secrets

MOST_ACCOUNTS = 8


def device_of(cookie: str, secret: str, account_id: int) -> str | None:
    """The device's name if the cookie proves that this account was used on it, else None."""
    name, *proofs = cookie.split(".")
    wanted = _proof(name, secret, account_id)
    known = any(hmac.compare_digest(proof.encode(), wanted.encode()) for proof in proofs[:MOST_ACCOUNTS])
    return name if known and len(name) == 16 else None


def with_account(cookie: str, secret: str, account_id: int) -> str:
    """The cookie after this account was used on the device; a new one when there is none yet."""
    name, *proofs = cookie.split(".") if len(cookie.partition(".")[0]) == 16 else [secrets.token_hex(8)]
    own = _proof(name, secret, account_id)
    return ".".join([name, own, *(proof for proof in proofs if proof != own)][: MOST_ACCOUNTS + 1])


def _proof(name: str, secret: str, account_id: int) -> str:
    return hmac.new(secret.encode(), f"device {name} {account_id}".encode(), hashlib.sha256).hexdigest()[:32]
