"""A finished class as one file to hand over."""
