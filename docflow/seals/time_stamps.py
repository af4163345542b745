"""Time stamps by RFC 3161: the port to an authority that says when something was there."""

import http.client
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

_LARGEST = 1024 * 1024


class TimeStamps(Protocol):
    """A time-stamping authority."""

    def answer(self, request: bytes) -> bytes:
        """The authority's TimeStampResp to a TimeStampReq, both DER. Raises OSError when it cannot be reached."""
        ...


@dataclass(frozen=True)
class RemoteTimeStamps:
    """An authority that answers over HTTP (RFC 3161 3.4). The address comes from the operator."""

    url: str
    patience: float = 10.0
    """Seconds."""

    def __post_init__(self) -> None:
        if urlsplit(self.url).scheme not in {"http", "https"}:
            raise ValueError("时间戳服务的地址应以 http:// 或 https:// 开头。")

    def answer(self, request: bytes) -> bytes:
        post = urllib.request.Request(  # noqa: S310 - the scheme was looked at
            self.url, data=request, headers={"Content-Type": "application/timestamp-query"}
        )
        try:
            with urllib.request.urlopen(post, timeout=self.patience) as answer:  # noqa: S310
                said: bytes = answer.read(_LARGEST)
        except urllib.error.HTTPError as error:  # it holds the connection
            with error:
                raise ConnectionError(str(error)) from None
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        return said
