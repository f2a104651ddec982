"""Where each role begins."""

from collections.abc import Collection

from lms.accounts.rules import Role

FIRST_PAGES = (
    (Role.DISTRICT, "rotation.overview"),
    (Role.STREET, "rotation.overview"),
    (Role.TRAINER, "training.list_classes"),
    (Role.SYSTEM_ADMIN, "accounts.list_accounts"),
    (Role.SECURITY_ADMIN, "accounts.list_grants"),
    (Role.AUDITOR, "audit.list_entries"),
)
"""In the order that decides for who has several."""


def first_page(roles: Collection[Role]) -> str:
    """The endpoint of a person's first page after login."""
    return next((endpoint for role, endpoint in FIRST_PAGES if role in roles), "home.learn")
