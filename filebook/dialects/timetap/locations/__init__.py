"""Locations at the TimeTap door."""
