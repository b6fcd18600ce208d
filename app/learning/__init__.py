"""Enrolment, the player, learning events, progress and study time."""
