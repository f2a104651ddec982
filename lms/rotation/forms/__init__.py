"""What people send on this room's pages."""
