"""What the bytes of a change are: the WebSocket messages by kind, with their sizes.

`python -m bench.frames` prints them for one change of indicator and one change of year.
"""

from collections.abc import Iterable

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def kind(message: ForwardMsg) -> str:
    """What a message is: "plotly_chart district_map", "markdown", "add_block", "new_session"."""
    name = str(message.WhichOneof("type"))
    if name != "delta":
        return name
    part = message.delta
    change = str(part.WhichOneof("type"))
    if change != "new_element":
        return change
    element = str(part.new_element.WhichOneof("type"))
    return f"{element} {_key(getattr(part.new_element, element))}".strip()


def _key(element) -> str:
    """The developer's key at the end of Streamlit's element id."""
    return str(getattr(element, "id", "")).rpartition("-")[2].replace("None", "")


def sizes(messages: Iterable[ForwardMsg]) -> list[tuple[str, int]]:
    """(kind, bytes) of each message, the largest first."""
    return sorted(((kind(each), each.ByteSize()) for each in messages), key=lambda item: -item[1])
