"""First run at the native door: the first business and its owner, and content to try things with."""
