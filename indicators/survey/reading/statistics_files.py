"""Data files of other statistics programs: known by their first bytes, and refused by name."""

from indicators.survey.reading.outcome import Refused

STATA_VERSIONS, STATA_ORDERS = range(102, 116), (1, 2)
STATISTICS_FILES = (
    (0, b"\0" * 12 + b"\xc2\xea\x81\x60\xb3\x14\x11\xcf\xbd\x92\x08\x00", "SAS (sas7bdat)"),
    (0, b"HEADER RECORD*******LIB", "SAS (xpt)"),
    (0, b"**COMPRESSED** **COMPRESSED**", "SAS (cport)"),
    (0, b"<stata_dta>", "Stata (dta)"),
    (0, b"RDX2\n", "R (RData)"),
    (0, b"RDX3\n", "R (RData)"),
    (0, b"X\n\0\0\0\x02", "R (rds)"),
    (0, b"X\n\0\0\0\x03", "R (rds)"),
    (0, b"A\n2\n", "R (rds)"),
    (0, b"A\n3\n", "R (rds)"),
    (0x104, b"PCSPSS SYSTEM FILE", "SPSS/PC+ (sys)"),
    (8, b"ENCRYPTEDSPS", "SPSS (sps)"),
    (8, b"ENCRYPTEDSPV", "SPSS (spv)"),
)
"""(offset, bytes that stand there, the program and its file)."""


def statistics_program(content: bytes) -> str:
    """The program whose data file this is, "" for none. SPSS's own .sav and .por are not among them."""
    for offset, signature, program in STATISTICS_FILES:
        if content[offset : offset + len(signature)] == signature:
            return program
    # Stata before version 13: release, byte order, file type 1, and a zero.
    old = len(content) > 109 and content[0] in STATA_VERSIONS and content[1] in STATA_ORDERS
    return "Stata (dta)" if old and content[2:4] == b"\x01\0" else ""


def refuse_statistics_files(content: bytes) -> None:
    """Raise Refused for a data file of SAS, Stata, R or SPSS/PC+."""
    if program := statistics_program(content):
        raise Refused("statistics_file", program=program)
