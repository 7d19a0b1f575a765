"""Xelion: sessions and the appointment book, as a Xelion telephone server's API v1 serves them."""
