"""What things are: values and rules, standard library only, no I/O and no clock."""
