"""Reads of the in-centre domain; each is scoped to what the actor may see."""

from app.in_centre.queries.bookings import next_booking, upcoming_bookings

__all__ = ["next_booking", "upcoming_bookings"]
