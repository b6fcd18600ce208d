"""Keeping an installation: backups, proofs, and the page that says whether it is well. Decides nothing about learning."""
