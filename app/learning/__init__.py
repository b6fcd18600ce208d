"""Enrolments, what learners do, and what follows from it: progress and study time. Knows no accompaniment and no session."""
