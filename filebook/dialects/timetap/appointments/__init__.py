"""Appointments in the words of TimeTap: shown, listed, counted, made, changed, cancelled; single ones and series."""
