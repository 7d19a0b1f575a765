"""Clients at the TimeTap door."""
