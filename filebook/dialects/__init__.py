"""How others speak: one folder per language, all of one shape."""
