"""Decisions of this room: when a reflection may change, and how far people are. Pure."""
