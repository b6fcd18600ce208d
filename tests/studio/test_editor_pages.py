"""The editor's page: what stands on it, and who finds it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.cast import Cast
from tests.studio.desks import BENCH, STUDIO, UNIT, Page, fatou, text

__all__ = ["fatou"]


def test_before_anybody_writes_the_page_says_so_and_begins(app: Flask, client, cast: Cast, publish) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    publish()
    author = cast.author.sit_down(client)
    page = author.get(UNIT)
    assert page.status_code == 409
    assert "Rien n’est ouvert à l’écriture" in text(page)
    begun = author.post(f"{STUDIO}/draft/open", data={"unit": "au-banc"})
    assert (begun.status_code, begun.location) == (303, BENCH)
    assert author.get(begun.location).status_code == 200


def test_the_page_shows_the_plan_and_every_block_as_a_learner_sees_it(fatou: FlaskClient) -> None:
    page = Page(fatou.get(UNIT))
    assert page.units == ["la-scie", "au-banc"]
    assert page.blocks[:3] == ["parties", "alerte-lame", "suite"]
    assert "La lame coupe encore" in page.block("alerte-lame").text
    assert page.block("vue").select_one("img.figure-picture")
    assert page.open_block == ""


def test_an_address_opens_one_block_as_its_form(fatou: FlaskClient) -> None:
    page = Page(fatou.get(f"{UNIT}?block=alerte-lame"))
    assert page.open_block == "alerte-lame"
    assert page.form["title"] == "La lame coupe encore à l’arrêt"
    assert page.one("#in-plan-alerte-lame")["aria-current"] == "true"
    assert page.one("#frame")["src"].endswith("/units/la-scie/frame#alerte-lame")


def test_an_observed_task_is_offered_at_the_centre_alone(fatou: FlaskClient) -> None:
    kinds = {
        address: [one["value"] for one in Page(fatou.get(address)).soup.select("#insert .choose-kind")]
        for address in (UNIT, BENCH)
    }
    assert "in-centre" not in kinds[UNIT]
    assert kinds[BENCH] == [*kinds[UNIT], "in-centre"]
    assert {"text", "question:choice", "question:hotspot", "submission"} <= set(kinds[UNIT])


def test_without_script_the_choice_stands_where_the_block_will(fatou: FlaskClient) -> None:
    page = Page(fatou.get(f"{UNIT}?insert=parties"))
    assert page.one("#block-parties + .insert-here input[name=after]")["value"] == "parties"


def test_the_frame_plays_the_unit_and_only_our_page_may_show_it(fatou: FlaskClient) -> None:
    frame = fatou.get(f"{UNIT}/frame")
    policy = frame.headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy
    assert "frame-src" not in policy
    assert frame.headers["X-Frame-Options"] == "SAMEORIGIN"
    page = Page(frame)
    assert page.one("section#lame-immobile form[data-question=choice]")
    assert '"code": "lame-immobile"' in page.one("#trial").text
    assert page.soup.select("#player") == []


def test_the_page_may_show_a_frame_of_ours_and_stands_in_none(fatou: FlaskClient) -> None:
    headers = fatou.get(UNIT).headers
    assert "frame-src 'self'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "address",
    [f"{STUDIO}/units/rien", f"{UNIT}?block=rien", f"{STUDIO}/blocks/rien", f"{STUDIO}/units/rien/frame"],
)
def test_what_is_not_there_is_not_found(fatou: FlaskClient, address: str) -> None:
    assert fatou.get(address).status_code == 404


@pytest.mark.parametrize("end", ["units/la-scie", "units/la-scie/frame", "blocks/parties"])
def test_the_trainer_of_another_centre_finds_nothing(client, cast: Cast, fatou, end: str) -> None:
    assert cast.other_author.sit_down(client).get(f"{STUDIO}/{end}").status_code == 404
