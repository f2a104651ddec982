"""Rosters and tables that an office prints and files as they are."""
