"""A browser's side of a session, without a browser: what the page's WebSocket says and hears."""

import time
from dataclasses import dataclass, field
from typing import Any, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect

PATIENCE = 60.0
MOST_BYTES = 50 * 2**20


@dataclass
class Visitor:
    """One session: its socket, its widgets by label, and what they are set to."""

    socket: ClientConnection
    query: str
    page: str
    widgets: dict[str, str] = field(default_factory=dict)
    states: dict[str, WidgetState] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)

    @classmethod
    async def arrive(cls, address: str, page: str, query: str = "") -> tuple[Self, float]:
        """Open a page; the visitor, and the seconds until it was drawn."""
        origin = address.replace("ws://", "http://")
        socket = await connect(
            f"{address}/_stcore/stream", origin=origin, max_size=MOST_BYTES, subprotocols=["streamlit"]
        )
        visitor = cls(socket, query, page)
        return visitor, await visitor.rerun()

    async def move(self, label: str, value: float) -> float:
        """Set a slider; the seconds until the page was drawn anew."""
        key = self.widgets[label]
        state = WidgetState(id=key)
        state.double_array_value.data.append(value)
        self.states[key] = state
        return await self.rerun()

    async def rerun(self) -> float:
        """Ask for the page as the widgets are set; the seconds until the server is done with it."""
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string, asked.page_name = self.query, self.page
        asked.widget_states.widgets.extend(self.states.values())
        asked.context_info.locale, asked.context_info.timezone = "en", "UTC"
        begun = time.perf_counter()
        await self.socket.send(message.SerializeToString())
        while True:
            answer = ForwardMsg()
            heard = await self.socket.recv()
            answer.ParseFromString(heard if isinstance(heard, bytes) else heard.encode())
            kind = answer.WhichOneof("type")
            if kind == "script_finished" and answer.script_finished in _DONE:
                return time.perf_counter() - begun
            if kind == "delta" and answer.delta.WhichOneof("type") == "new_element":
                self._notice(answer.delta.new_element)

    def _notice(self, element: Any) -> None:
        if element.WhichOneof("type") == "exception":
            raise RuntimeError(element.exception.message)
        if element.WhichOneof("type") == "slider":
            self.widgets[element.slider.label] = element.slider.id

    async def leave(self) -> None:
        """Close the session."""
        await self.socket.close()


_DONE = (ForwardMsg.FINISHED_SUCCESSFULLY, ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY)
