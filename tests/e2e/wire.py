"""A browser's side of the websocket, without a browser: any header, any cookie, any page."""

from __future__ import annotations

import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from google.protobuf.json_format import MessageToJson
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.web.server.starlette.starlette_app_utils import generate_xsrf_token_string
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

PATIENCE = 60.0


def answered(
    address: str,
    page: str = "",
    *,
    cookies: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
    host: str | None = None,
    origin: str | None = None,
) -> str:
    """All that the server sends for a first visit of a page, as JSON.

    Args:
        address: Of the server.
        page: Path of the page, without a stroke.
        cookies: Sent along.
        headers: Sent along.
        host: Name and port by which the server is addressed; those of its address by default.
        origin: Where the page claims to come from; from where it is addressed by default.
    """
    where = urlsplit(address)
    host = host or where.netloc
    token = generate_xsrf_token_string()
    sent = {**(cookies or {}), "_streamlit_xsrf": token}
    line = "; ".join(f"{name}={value}" for name, value in sent.items())
    with (
        socket.create_connection((where.hostname or "", where.port or 0), timeout=PATIENCE) as wire,
        connect(
            f"ws://{host}/_stcore/stream",
            sock=wire,
            origin=Origin(origin or f"http://{host}"),
            subprotocols=[Subprotocol("streamlit"), Subprotocol(token)],
            additional_headers={"Cookie": line, **(headers or {})},
            max_size=None,
            compression=None,
            proxy=None,
        ) as opened,
    ):
        message = BackMsg()
        message.rerun_script.page_name = page
        opened.send(message.SerializeToString())
        heard = []
        while True:
            forward = ForwardMsg.FromString(bytes(opened.recv(PATIENCE)))
            heard.append(MessageToJson(forward, ensure_ascii=False))
            if forward.WhichOneof("type") == "script_finished":
                return "\n".join(heard)
