"""Programmes, classes, meetings, enrolment, attendance, leave, and closing a class."""
