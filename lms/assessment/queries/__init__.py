"""Every question asked of the bank and of attempts, one module an idea."""
