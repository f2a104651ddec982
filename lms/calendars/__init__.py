"""Timetables as calendar feeds, one for a person and one for a class."""
