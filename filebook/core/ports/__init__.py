"""What the core needs from the outside: one protocol per backend."""
