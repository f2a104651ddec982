"""Decisions about who may come in and what they may do; pure."""

from lms.accounts.rules.roles import EXCLUSIVE_ROLES, Permission, Role

__all__ = ["EXCLUSIVE_ROLES", "Permission", "Role"]
