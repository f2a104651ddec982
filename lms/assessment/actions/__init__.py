"""Every change of the assessment room, one module an idea: the bank, attempts, answers, marking."""
