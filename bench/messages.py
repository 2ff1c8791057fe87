"""What the bytes of a change are: the WebSocket messages by kind, largest first."""

import zlib
from collections.abc import Iterable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

# What uvicorn gives permessage-deflate: a window of 4 kB that lives as long as the connection.
WINDOW_BITS, MEMORY_LEVEL = 12, 5


def kind(message: ForwardMsg) -> str:
    """What a message is: "plotly_chart district_map", "markdown", "add_block", "new_session"."""
    name = str(message.WhichOneof("type"))
    if name != "delta":
        return name
    change = str(message.delta.WhichOneof("type"))
    if change != "new_element":
        return change
    element = str(message.delta.new_element.WhichOneof("type"))
    return f"{element} {_key(getattr(message.delta.new_element, element))}".strip()


def _key(element) -> str:
    """The developer's key at the end of Streamlit's element id, "" where there is none."""
    return str(getattr(element, "id", "")).rpartition("-")[2].replace("None", "")


def breakdown(title: str, messages: Iterable[ForwardMsg], at_most: int = 12) -> str:
    """A Markdown table: kind, bytes, and about how many of them cross the wire compressed."""
    shrink = zlib.compressobj(wbits=-WINDOW_BITS, memLevel=MEMORY_LEVEL)
    sizes = [(kind(each), *_sizes(each, shrink)) for each in messages]
    sizes.sort(key=lambda item: -item[1])
    rest = ("the others", sum(size[1] for size in sizes[at_most:]), sum(size[2] for size in sizes[at_most:]))
    lines = [f"| {name} | {raw:,} | {small:,} |" for name, raw, small in (*sizes[:at_most], rest)]
    return "\n".join((f"| {title} | bytes | compressed |", "|---|--:|--:|", *lines))


def _sizes(message: ForwardMsg, shrink) -> tuple[int, int]:
    payload = message.SerializeToString()
    return len(payload), len(shrink.compress(payload) + shrink.flush(zlib.Z_SYNC_FLUSH))
