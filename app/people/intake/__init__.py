"""Many people at once from a table: read, planned beside what is there, and taken whole or not at all."""
