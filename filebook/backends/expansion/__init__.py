"""Many series expanded at once, in columns of whole numbers."""
