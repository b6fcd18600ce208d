"""Whom a person finds of those they accompany today."""

from flask import url_for
from sqlalchemy.orm import Session

from app.kernel.search import MOST_FOUND, Found, Hit
from app.kernel.words import Sought
from app.people.actor import Actor
from app.tutoring.queries.caseload import Followed, list_caseload


def find_learners(session: Session, actor: Actor, sought: Sought) -> Found:
    found = [_hit(one) for one in list_caseload(session, actor) if sought.fits(one.name)]
    return Found(found[:MOST_FOUND])


def _hit(one: Followed) -> Hit:
    url = url_for("tutoring.learner", enrolment_id=one.enrolment_id)
    return Hit(f"enrolment/{one.enrolment_id}", one.name, url, detail=one.module_title)
