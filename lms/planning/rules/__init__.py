"""Decisions of the year's plan: when a programme is wanted, what copying a year makes of it, the months of a calendar."""
