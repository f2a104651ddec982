"""Every change to call-ups, quotas, nominations and notices; in its caller's transaction, behind the class's lock."""
