"""Documents for print: typst templates set from data, in type that is the same everywhere."""
