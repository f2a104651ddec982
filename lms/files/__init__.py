"""Stored files: their rows here, their bytes in a local folder (or where a setting says)."""
