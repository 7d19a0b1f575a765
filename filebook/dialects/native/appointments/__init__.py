"""Appointments at the native door."""
