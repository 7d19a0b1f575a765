"""Files made for tests: documents of every type, whole, broken and made to do harm."""
