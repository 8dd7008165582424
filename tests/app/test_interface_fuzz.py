"""The description of the interface is taken at its word: whatever it allows, and much that it does not, gets an answer."""

from __future__ import annotations

import gc

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.generation import GenerationMode

from livingproof.app.kit.acts import Request, perform
from tests.app.cast import browser
from tests.app.demo.kind import REMARKS

TOKEN = "a" * 32


@pytest.fixture
def described(cast):
    # A server closes old connections between requests; here they share the one that the test rolls back.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/openapi.json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked(operation, mode, cookies, key) -> set[int]:
    """The statuses of the answers to some requests of one operation, half of them on a record that is there."""
    statuses = set()

    @settings(max_examples=6, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        if "key" in case.path_parameters and "/remarks/" in operation.path:
            case.path_parameters["key"] = key
        answer = case.call(headers={"X-CSRFToken": TOKEN, "Host": "localhost"}, cookies=cookies)
        statuses.add(answer.status_code)
        case.validate_response(answer, checks=(not_a_server_error,))

    try:
        ask()
    except schemathesis.errors.SchemathesisError:
        return set()  # an operation that takes nothing cannot be asked otherwise than as described
    return statuses


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["as described", "otherwise"])
def test_no_request_ends_in_a_fault_of_the_server(cast, now, described, mode):
    record = perform(REMARKS, None, Request("note", {"title": "x"}, now, actor=cast.ana)).record
    client = browser(cast.ana)
    client.cookies["csrftoken"] = TOKEN
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    statuses = set()
    for found in described.exclude(path="/api/health").get_all_operations():  # says 503 where no worker runs, as here
        statuses |= asked(found.ok(), mode, cookies, str(record.pk))
    assert statuses & {200, 201, 404, 422}
    gc.collect()  # this client leaves answers open: their files are closed here, and not while another test is looked at
