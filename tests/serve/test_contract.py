"""What the OpenAPI document promises is so, for requests that a program makes up."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.serve.running import Server

schemathesis = pytest.importorskip("schemathesis")

pytestmark = pytest.mark.slow

EXAMPLES = 12
"""Requests that are made up for each route."""
ROUTES = 13


def checks() -> list[Any]:
    """Return what is checked of each answer: that it is one of those that are described."""
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks as of_openapi

    return [
        not_a_server_error,
        of_openapi.status_code_conformance,
        of_openapi.content_type_conformance,
        of_openapi.response_schema_conformance,
    ]


def test_every_route_keeps_what_its_description_promises(server: Server) -> None:
    schema = schemathesis.openapi.from_url(f"http://127.0.0.1:{server.port}/openapi.json")
    routes = [found.ok() for found in schema.get_all_operations()]
    assert len(routes) == ROUTES
    for route in routes:
        keep_promises(route)


def keep_promises(route: Any) -> None:  # noqa: ANN401 - of a library without types for it
    """Ask for a route in made-up ways, and look at each answer."""

    @given(case=route.as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def keeps_them(case: Any) -> None:  # noqa: ANN401
        case.call_and_validate(checks=checks())

    keeps_them()
