"""Reads: who is followed, what is known of them, who needs their tutor. Each takes the Actor or the enrolments' ids."""
