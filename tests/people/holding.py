"""A card in someone's hand."""

import uuid

from flask import Flask

from app.kernel.db import Database
from app.people.actor import Actor
from app.people.services.cards import Made, draw_cards, make_cards


def card_for(
    app: Flask, database: Database, actor: Actor, centre_id: uuid.UUID, person_id: uuid.UUID
) -> Made:
    drawn = draw_cards(centre_id, 1)
    with app.app_context(), database.writing() as session:
        return make_cards(session, actor, centre_id=centre_id, person_ids=[person_id], drawn=drawn)[0]


def wrong(pin: str) -> str:
    return f"{(int(pin) + 1) % 10_000:04}"
