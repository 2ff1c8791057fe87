"""Every refusal in one shape: `application/problem+json` (RFC 9457), naming parameter, rule and allowed values."""

import logging
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from geodata.errors import GeodataError
from indicators.errors import HyteDataError, UnknownVersion

MEDIA_TYPE = "application/problem+json"
TRY_AGAIN_SECONDS = "30"
SHOWN_OF_A_VALUE = 60
NO_SUCH_ADDRESS = "There is no such address here; openapi.json lists those that there are."


class Fault(BaseModel):
    """One thing that is wrong in a request."""

    parameter: str = Field(description="Name of the parameter")
    rule: str = Field(description="The rule it breaks")
    given: str | None = Field(default=None, description="The beginning of what was given")
    allowed: list[str] | None = Field(default=None, description="The allowed values, where they can be listed")


class Problem(BaseModel):
    """Why a request was not answered (RFC 9457)."""

    type: str = Field(default="about:blank", description="The problem has no further meaning than its status")
    title: str = Field(description="The status in words")
    status: int
    detail: str = Field(description="What is wrong here, and what to do")
    errors: list[Fault] = Field(default=[], description="Each parameter that is wrong")


class Refusal(Exception):
    """A request that is understood and refused; answered as a problem."""

    def __init__(self, status: int, detail: str, faults: Sequence[Fault] = ()) -> None:
        super().__init__(detail)
        self.status, self.detail, self.faults = status, detail, list(faults)


def unknown(parameter: str, value: str, rule: str, allowed: list[str] | None = None) -> Refusal:
    """404 for an id that nothing has: names the parameter, and what there is when that can be listed."""
    fault = Fault(parameter=parameter, rule=rule, given=value[:SHOWN_OF_A_VALUE], allowed=allowed)
    return Refusal(HTTPStatus.NOT_FOUND, f"{parameter}: {rule}", [fault])


def answer_problems(api: FastAPI) -> None:
    """Answer whatever goes wrong in `api` as a problem; nobody sees a traceback."""
    api.add_exception_handler(Refusal, _refused)
    api.add_exception_handler(RequestValidationError, _not_valid)
    api.add_exception_handler(HTTPException, _http)
    api.add_exception_handler(UnknownVersion, _unknown_version)
    api.add_exception_handler(HyteDataError, _unavailable)
    api.add_exception_handler(GeodataError, _unavailable)
    api.add_exception_handler(Exception, _unexpected)


def problem_answer(
    status: int, detail: str, faults: Sequence[Fault] = (), headers: dict[str, str] | None = None
) -> JSONResponse:
    """A problem as a response; never to be stored."""
    body = Problem(title=HTTPStatus(status).phrase, status=status, detail=detail, errors=list(faults))
    known = {"Cache-Control": "no-store"} | (headers or {})
    return JSONResponse(body.model_dump(), status, known, media_type=MEDIA_TYPE)


def _refused(_: Request, fault: Exception) -> JSONResponse:
    if not isinstance(fault, Refusal):
        raise fault
    return problem_answer(fault.status, fault.detail, fault.faults)


def _not_valid(_: Request, fault: Exception) -> JSONResponse:
    if not isinstance(fault, RequestValidationError):
        raise fault
    faults = [_fault(each) for each in fault.errors()]
    names = ", ".join(dict.fromkeys(each.parameter for each in faults))
    return problem_answer(HTTPStatus.UNPROCESSABLE_ENTITY, f"Wrong parameters: {names}. See 'errors'.", faults)


def _fault(found: dict[str, Any]) -> Fault:
    """Pydantic's error in our words; places in lists are left out of the name."""
    parameter = str(found["loc"][1]) if len(found["loc"]) > 1 else str(found["loc"][0])
    if found["type"] == "extra_forbidden":
        return Fault(parameter=parameter[:SHOWN_OF_A_VALUE], rule="there is no such parameter")
    expected = found.get("ctx", {}).get("expected")
    allowed = [each.strip(" '") for each in expected.replace(" or ", ", ").split(",")] if expected else None
    given = str(found.get("input"))[:SHOWN_OF_A_VALUE]
    return Fault(parameter=parameter, rule=found["msg"], given=given, allowed=allowed)


def _http(_: Request, fault: Exception) -> JSONResponse:
    if not isinstance(fault, HTTPException):
        raise fault
    detail = NO_SUCH_ADDRESS if fault.status_code == HTTPStatus.NOT_FOUND else str(fault.detail)
    headers = {"Allow": "GET, HEAD"} if fault.status_code == HTTPStatus.METHOD_NOT_ALLOWED else {}
    return problem_answer(fault.status_code, detail, headers=headers)


def _unknown_version(_: Request, fault: Exception) -> JSONResponse:
    logging.getLogger("hytedata").info("%s", fault)
    detail = "The store has no such version, or keeps it no longer. Ask without 'version' and 'cursor' for the newest."
    return problem_answer(HTTPStatus.NOT_FOUND, detail)


def _unavailable(_: Request, fault: Exception) -> JSONResponse:
    """The message names folders of the server, so it goes to the log."""
    logging.getLogger("hytedata").error("%s", fault)
    detail = "The figures cannot be read at the moment. Try again in a while."
    return problem_answer(HTTPStatus.SERVICE_UNAVAILABLE, detail, headers={"Retry-After": TRY_AGAIN_SECONDS})


def _unexpected(_: Request, __: Exception) -> JSONResponse:
    """Starlette writes the traceback to the log."""
    return problem_answer(HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong in the server; it has been logged.")
