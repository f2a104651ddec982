"""Argon2id, and the same work for a name nobody has: how long an answer takes tells nothing."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from lms.accounts.rules.passwords import spelled

# 19 MiB and two passes: what OWASP's password storage sheet asks for, about 25 ms; three hundred people logging in
# at once behind one wall still get in within seconds.
HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_NOBODYS = HASHER.hash("the password of nobody")


def hash_password(password: str) -> str:
    """What is stored of a password."""
    return HASHER.hash(spelled(password))


def password_fits(password: str, stored: str | None) -> bool:
    """Whether this is the password; without a stored hash the same work is done and the answer is no."""
    try:
        HASHER.verify(stored or _NOBODYS, spelled(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def wants_new_hash(stored: str) -> bool:
    """Whether a hash was made with other parameters than today's; it is renewed at the next login."""
    return HASHER.check_needs_rehash(stored)
