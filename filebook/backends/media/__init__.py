"""What can be learned from the bytes of a file: its type, its picture size."""
