"""Curricula: courses, lessons and how far each person has read."""
