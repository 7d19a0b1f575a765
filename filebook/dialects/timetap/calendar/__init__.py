"""The calendar at the TimeTap door: appointments as events."""
