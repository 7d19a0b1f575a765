"""The demo business: made once in a data folder, then served as it is."""
