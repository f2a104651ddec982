"""How questions are written in files."""
