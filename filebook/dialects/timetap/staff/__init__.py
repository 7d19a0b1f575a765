"""Staff at the TimeTap door."""
