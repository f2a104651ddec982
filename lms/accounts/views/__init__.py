"""Pages for coming in, for passwords, accounts and grants."""

from lms.accounts.views import account_pages, coming_in, grant_pages, opening, password, slips
from lms.accounts.views.blueprint import bp

__all__ = ["account_pages", "bp", "coming_in", "grant_pages", "opening", "password", "slips"]
