"""What holds it: implementations of the ports."""
