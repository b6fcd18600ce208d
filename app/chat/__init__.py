"""Conversations, messages and their delivery. It knows no domain but people."""
