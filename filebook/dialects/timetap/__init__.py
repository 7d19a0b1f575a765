"""The TimeTap door: session tokens and the file library in the words of TimeTap's REST API."""
