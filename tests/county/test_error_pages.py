"""An error that a person can mend becomes a page or a JSON problem with its own status."""

import json

import pytest
from django.test import RequestFactory

from zhaohui.county.error_pages import ErrorPages
from zhaohui.county.registry.errors import NoDataError


def answer(error, **headers):
    request = RequestFactory().get("/", headers=headers)
    return ErrorPages(lambda _request: None).process_exception(request, error)


def test_json_where_it_is_preferred():
    response = answer(NoDataError(), accept="application/json")
    body = json.loads(response.content)
    assert (response.status_code, response["Content-Type"]) == (503, "application/problem+json")
    assert (body["code"], body["status"], body["title"]) == (
        "no-data",
        503,
        "The registry is empty.",
    )
    assert "zhaohui seed" in body["detail"]


@pytest.mark.parametrize("accept", ["text/html", "*/*", "text/html,application/json;q=0.9"])
def test_a_page_otherwise(accept):
    response = answer(NoDataError(), accept=accept)
    assert response.status_code == 503
    assert "The registry is empty." in response.content.decode()


def test_a_method_that_a_page_does_not_take_is_a_page(client):
    response = client.get("/preferences/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert "<h1>" in response.content.decode()


def test_other_faults_stay_faults():
    assert answer(ValueError("a bug")) is None
