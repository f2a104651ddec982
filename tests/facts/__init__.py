"""Factories of facts, one file a room: what a test says about the world before it begins."""
