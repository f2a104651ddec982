"""Reading what offices send, row by row; what to mend; and taking it, all or none."""
