"""The TimeTap door: session tokens, the file library and the appointment book in the words of TimeTap's REST API."""
