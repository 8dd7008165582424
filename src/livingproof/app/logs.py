"""What is logged, and what never is: one JSON object a line on standard error, with secrets taken out before anything is written."""

from __future__ import annotations

import re
from collections.abc import Mapping, MutableMapping
from typing import Any

import structlog

HIDDEN = "(hidden)"
_NAMES = re.compile(
    r"pass(word|wd|phrase)|secret|token|authori[sz]ation|cookie|csrf|session|credential|signature|otp|recovery|api_?key",
    re.IGNORECASE,
)
_IN_ADDRESSES = (
    # A word that opens something stands behind these in an address; what follows it is shown.
    re.compile(r"(/(?:invited|shared|report|s|answer|reset/key|confirm-email)/)[^/\s?\"']+", re.IGNORECASE),
    re.compile(r"([?&;](?:token|code|key|state|password|secret|sig)=)[^&\s\"']+", re.IGNORECASE),
)
_ELSEWHERE = (
    re.compile(r"\blp_[A-Za-z0-9_-]{20,}"),
    re.compile(r"(?<=\bbearer )\S+|(?<=\bbasic )\S+", re.IGNORECASE),
    re.compile(r"(?<=://)[^/\s:@]+:[^/\s@]+(?=@)"),
)


def hidden(text: str) -> str:
    """The text without tokens, keys in addresses, and passwords in addresses of servers."""
    for pattern in _IN_ADDRESSES:
        text = pattern.sub(lambda found: found[1] + HIDDEN, text)
    for pattern in _ELSEWHERE:
        text = pattern.sub(HIDDEN, text)
    return text


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return hidden(value)
        case bytes():
            return f"({len(value)} bytes)"
        case Mapping():
            return {
                str(name): HIDDEN if _NAMES.search(str(name)) else _cleaned(content) for name, content in value.items()
            }
        case list() | tuple():
            return [_cleaned(content) for content in value]
        case _:
            return value


def take_out_secrets(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A step of every log line: values under a telling name are replaced, texts are searched."""
    for name in list(event):
        if not name.startswith("_"):
            event[name] = HIDDEN if _NAMES.search(name) else _cleaned(event[name])
    return event


def _in_words(_: Any, __: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Whatever a library logged becomes text, so that nothing reaches the line unsearched."""
    plain = (str, int, float, bool, type(None), Mapping, list, tuple, bytes)
    for name, value in list(event.items()):
        if not name.startswith("_") and not isinstance(value, plain):
            event[name] = str(value)
    return event


_STEPS: list[Any] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.processors.format_exc_info,
    _in_words,
    take_out_secrets,
]

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": _STEPS,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        }
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        # Django's own handlers would write the same a second time, unsearched.
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        # Every job that began and ended is no news; one that failed is.
        "django-q": {"level": "WARNING"},
        # Every 404 of a scanner is no warning.
        "django.request": {"level": "ERROR"},
    },
}


def configure() -> None:
    """Let `structlog.get_logger` go the same way as what libraries log."""
    structlog.configure(
        processors=[*_STEPS, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
