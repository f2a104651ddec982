"""Decisions about call-ups: how seats are divided, where a call-up and a nomination stand, what a notice says."""
