"""The interfaces do what their description says: called as it allows and as it does not, by schemathesis.

No call ends in a fault of ours, every status and content type is described, every body has its shape.
"""

from __future__ import annotations

import pytest
import schemathesis
from django.conf import settings as django_settings
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, given, settings
from schemathesis import checks

from tests.county.cases.deciding import old_woman
from tests.county.small_county import the_pack
from zhaohui.county.accounts.actions.issue_api_key import issue_api_key
from zhaohui.county.catalog.queries import current_pack
from zhaohui.doors.api.v1.document import document

EXAMPLES = 12  # a call
LEAST_CALLS = 10
HELD_TO = (
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("county")]


@pytest.fixture
def described(county, monkeypatch):
    monkeypatch.setattr(django_settings, "API_CALLS_A_MINUTE", 1_000_000)
    old_woman()
    _, key = issue_api_key(the_pack(), name="模拟系统", department="模拟单位", area=the_pack().code)
    found = schemathesis.openapi.from_dict(document(current_pack()))
    found.app = get_wsgi_application()
    found.config.update(headers={"Authorization": f"Bearer {key}"})
    return found


def test_each_call_is_as_described(described):
    calls = [found.ok() for found in described.get_all_operations()]
    assert len(calls) >= LEAST_CALLS
    for operation in calls:

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
        @given(operation.as_strategy())
        def call(case):
            case.call_and_validate(checks=list(HELD_TO))

        call()
