"""Questions about accounts, logins and grants."""

from lms.accounts.queries.accounts import (
    AccountRow,
    AccountView,
    account_in_scope,
    accounts_page,
    count_accounts,
    person_in_scope,
)
from lms.accounts.queries.grants import GrantRow, grant_in_scope, grants_of, grants_page
from lms.accounts.queries.names import Known, account_of_person, known_by_name, names_of, person_ids_called
from lms.accounts.queries.organisations import (
    Branch,
    branches_below,
    count_without_account,
    whole,
)
from lms.accounts.queries.sessions import Right, SignedIn, signed_in, token_hash
from lms.accounts.queries.slips import Slip, people_without_account, slips_of

__all__ = [
    "AccountRow",
    "AccountView",
    "Branch",
    "GrantRow",
    "Known",
    "Right",
    "SignedIn",
    "Slip",
    "account_in_scope",
    "account_of_person",
    "accounts_page",
    "branches_below",
    "count_accounts",
    "count_without_account",
    "grant_in_scope",
    "grants_of",
    "grants_page",
    "known_by_name",
    "names_of",
    "people_without_account",
    "person_ids_called",
    "person_in_scope",
    "signed_in",
    "slips_of",
    "token_hash",
    "whole",
]
