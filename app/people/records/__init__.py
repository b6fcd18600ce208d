"""A person's copy of everything that is kept about them."""
