"""Files of classes, and which of them wait to be handed over."""
