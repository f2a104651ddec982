"""A certificate as an Open Badges 3.0 credential, without its signature (1EdTech, "Open Badges Specification" 3.0).

The recipient stands in it as a salted hash of the person's number alone: who shows the badge says who they are.
"""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from lms.certificates.rules.paper import Said, hours
from lms.documents.wording import day_span

CONTEXT = (
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
ISSUER_NAME = "三基学堂"


@dataclass(frozen=True)
class Recipient:
    """Whom a badge is for, as it may be known: a hash that only who knows the number can check."""

    person_no: str
    salt: str

    @property
    def identity_hash(self) -> str:
        """SHA-256 of number and salt, as the specification writes it."""
        return "sha256$" + hashlib.sha256((self.person_no + self.salt).encode()).hexdigest()


def issuer(base: str) -> dict[str, Any]:
    """The installation's profile; its address gives the same."""
    return {"id": f"{base}/certificates/issuer.json", "type": ["Profile"], "name": ISSUER_NAME, "url": base}


def credential(
    said: Said, recipient: Recipient, badge_id: str, valid_from: datetime, achievement: dict[str, Any], base: str
) -> dict[str, Any]:
    """The OpenBadgeCredential that a signature is put under. Its subject's id is made for this badge alone."""
    return {
        "@context": list(CONTEXT),
        "id": f"urn:uuid:{badge_id}",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": issuer(base),
        "validFrom": valid_from.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "name": said.class_name,
        "credentialSubject": {
            "id": uuid.uuid5(uuid.UUID(badge_id), "holder").urn,
            "type": ["AchievementSubject"],
            "identifier": [{
                "type": "IdentityObject", "hashed": True, "identityHash": recipient.identity_hash,
                "identityType": "systemId", "salt": recipient.salt,
            }],
            "licenseNumber": said.number,
            "creditsEarned": said.centihours / 100,
            "activityStartDate": f"{said.first_day.isoformat()}T00:00:00+08:00",
            "activityEndDate": f"{said.last_day.isoformat()}T23:59:59+08:00",
            "achievement": achievement,
        },
    }  # fmt: skip


def claims(credential: dict[str, Any], valid_from: datetime) -> dict[str, Any]:
    """The payload of the JSON Web Token: the credential itself, and the registered claims that repeat it (8.2)."""
    return credential | {
        "iss": credential["issuer"]["id"],
        "jti": credential["id"],
        "nbf": int(valid_from.timestamp()),
        "sub": credential["credentialSubject"]["id"],
    }


def achievement(said: Said, organiser: str, class_id: int, base: str) -> dict[str, Any]:
    """What a class's badges have in common."""
    days = day_span(said.first_day, said.last_day)
    return {
        "id": uuid.uuid5(uuid.NAMESPACE_URL, f"{base}/classes/{class_id}").urn,
        "type": ["Achievement"],
        "achievementType": "Certificate",
        "name": said.class_name,
        "description": f"{organiser}于{days}举办的{said.class_name}，共{hours(said.centihours)}学时。",
        "criteria": {"narrative": "修完规定课程，考核合格，准予结业。"},
        "inLanguage": "zh-CN",
    }
