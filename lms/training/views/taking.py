"""Taking attendance from a file of a door system or a paper sheet."""
