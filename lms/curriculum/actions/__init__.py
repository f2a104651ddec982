"""Every change the room makes: content loaded, and how far a person has read."""
