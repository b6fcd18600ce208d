"""In-centre sessions: booking, attendance by half-day, and what was observed."""
