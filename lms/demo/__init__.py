"""A synthetic district to try the product with. Nobody in it exists, and each person's row says so."""
