"""A file of any kind, as a reading: what it is decides who reads it."""

from indicators.survey.reading.contents import refuse_other_files
from indicators.survey.reading.limits import refuse_too_many_bytes
from indicators.survey.reading.outcome import Reading, Refused, Wishes
from indicators.survey.reading.text_files import read_text_file


def read_content(content: bytes, wishes: Wishes) -> Reading:
    """The table of a file. Runs within the child process of `door`: a hostile file may stop the process it is in.

    Raises Refused for a file that cannot be read right.
    """
    refuse_too_many_bytes(len(content))
    if not content.strip(b"\x00 \r\n\t"):
        raise Refused("empty_file")
    refuse_other_files(content)
    return read_text_file(content, wishes)
