"""A network of any size that looks lived in: a few people act through the services, and everyone else repeats them."""
