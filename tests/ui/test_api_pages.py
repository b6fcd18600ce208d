from flask.testing import FlaskClient


def test_the_document_names_every_call_and_its_refusals_by_their_media_type(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document["openapi"].startswith("3.1")
    refused = document["paths"]["/api/v1/me"]["get"]["responses"]["401"]["content"]
    assert list(refused) == ["application/problem+json"]


def test_the_page_of_the_api_can_be_read_without_signing_in(client: FlaskClient) -> None:
    page = client.get("/api/v1/docs")
    assert page.status_code == 200
    assert "POST /api/v1/tokens" in page.text


def test_a_call_without_a_token_is_refused_before_its_body_is_read(client: FlaskClient) -> None:
    answer = client.post("/api/v1/learning/events", data=b"{", content_type="application/json")
    assert answer.status_code == 401
