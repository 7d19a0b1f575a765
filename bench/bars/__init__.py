"""One module for each bar: who takes part, what is measured, what must hold."""
