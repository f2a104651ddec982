"""Training records, capability passes and the credit ledger: all that rotation reads of training."""
