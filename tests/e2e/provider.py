"""An OpenID provider on a port of this machine: `python -m tests.e2e.provider PORT PEOPLE`.

In a process of its own, as providers are. PEOPLE is JSON: claims by subject.
"""

from __future__ import annotations

import json
import re
import sys

import flask
import oidc_provider_mock


def provider(people: dict[str, dict[str, object]]) -> flask.Flask:
    """The provider, at which everybody of the people logs in by one click."""
    users = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in people.items()]
    app = oidc_provider_mock.app(user_claims=users)

    @app.after_request
    def plain(response: flask.Response) -> flask.Response:
        # Its pages dress themselves from a host that tests must not ask.
        if response.mimetype == "text/html":
            response.set_data(re.sub(r"<link[^>]*>", "", response.get_data(as_text=True)))
        return response

    return app


if __name__ == "__main__":
    provider(json.loads(sys.argv[2])).run("127.0.0.1", int(sys.argv[1]), use_reloader=False)
