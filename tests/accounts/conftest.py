"""Hashing as it is, with parameters that suit a test run."""

import pytest
from argon2 import PasswordHasher

from lms.accounts import hashing
from tests.facts import accounts


@pytest.fixture(autouse=True)
def _quick_hashing(monkeypatch):
    quick = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(hashing, "HASHER", quick)
    monkeypatch.setattr(hashing, "_NOBODYS", quick.hash("the password of nobody"))
    accounts.hashed.cache_clear()
