"""How a cell is read and a table found: pure functions, one module an idea."""
