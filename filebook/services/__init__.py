"""What can be done: checks access, opens the write unit, decides."""
