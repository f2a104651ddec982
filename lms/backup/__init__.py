"""The whole installation in one file, readable without this program, restorable on either database."""
