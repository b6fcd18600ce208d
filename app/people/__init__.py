"""Accounts, memberships and sign-in: who someone is, where, in which role, since when."""
