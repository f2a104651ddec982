"""A certificate as an Open Badges 3.0 credential: a JSON Web Token signed by the installation's key (VC-JWT, RS256)."""

from datetime import datetime

import jwt

from lms.certificates import keys
from lms.certificates.queries.papers import Paper
from lms.certificates.rules.badge import Recipient, achievement, claims, credential


def badge_of(paper: Paper, base: str) -> str:
    """The signed credential; `base` is the address under which its keys and issuer are found."""
    valid_from: datetime = paper.issued_at.replace(microsecond=0)
    about = achievement(paper.said, paper.issuer, paper.class_id, base)
    recipient = Recipient(paper.person_no, salt=paper.badge_id)
    made = credential(paper.said, recipient, paper.badge_id, valid_from, about, base)
    headers = {"kid": f"{base}/certificates/keys/{keys.badge_jwk()['kid']}", "typ": "JWT"}
    return jwt.encode(claims(made, valid_from), keys.badge_key(), algorithm="RS256", headers=headers)
