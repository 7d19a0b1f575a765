"""The verbs of a client: they work against any server, near or far."""
