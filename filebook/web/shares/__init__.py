"""Share links, as their visitors see them."""
