"""What rosters there are, and the words and the order that an office expects in them."""
