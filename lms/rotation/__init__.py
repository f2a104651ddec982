"""Requirements and obligations: who owes which training, by when, and why."""
