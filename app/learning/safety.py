"""When a report of an error stands in the way of a version."""

from sqlalchemy import BindParameter, ColumnElement, ScalarSelect, and_, or_
from sqlalchemy.orm import InstrumentedAttribute

from app.learning.models import ErrorReport, ReportState

Number = BindParameter[int] | ScalarSelect[int] | InstrumentedAttribute[int]


def stands_against(number: Number) -> ColumnElement[bool]:
    """A safety point that nobody has looked at yet, or that only a newer version than this one puts right."""
    corrected_later = and_(ErrorReport.state == ReportState.CORRECTED, ErrorReport.corrected_in > number)
    return and_(ErrorReport.is_safety, or_(ErrorReport.state == ReportState.OPEN, corrected_later))
