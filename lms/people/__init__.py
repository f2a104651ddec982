"""Organisations, persons, appointments, and how far a right reaches in the tree."""
