"""Request links as outsiders see them: a form to send files by."""
