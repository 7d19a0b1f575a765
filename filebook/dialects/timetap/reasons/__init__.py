"""Services, which TimeTap calls reasons in its properties, at the TimeTap door."""
