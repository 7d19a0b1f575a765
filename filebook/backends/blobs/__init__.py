"""Stores of bytes: a local folder, an S3 bucket, and memory for tests and demonstrations."""
