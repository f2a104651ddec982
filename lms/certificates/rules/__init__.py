"""Decisions about certificates: numbers, words on the paper, and what proves them. No database, no clock."""
