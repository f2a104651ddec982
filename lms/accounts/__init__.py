"""Login, sessions kept on the server, and grants: person × role × organisation."""
