"""Free times at the TimeTap door."""
