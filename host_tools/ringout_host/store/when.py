"""Times as people write and read them. Inside, a time is Unix seconds; here it is local."""

import re
from datetime import UTC, datetime, timedelta

from ringout_host.errors import UsageError

_AGO = re.compile(r"(\d{1,6})\s*(min|h|d|w)")
_UNIT = {"min": "minutes", "h": "hours", "d": "days", "w": "weeks"}


def parse_time(text: str, now: datetime) -> int:
    """Unix seconds of "today", "yesterday", "90min", "2h", "7d", "3w" (ago) or an ISO time.

    A time without a zone is in `now`'s. Raises UsageError for anything else.
    """
    word = text.strip().lower()
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if word in ("today", "yesterday"):
        return int((midnight - timedelta(days=word == "yesterday")).timestamp())
    ago = _AGO.fullmatch(word)
    try:
        if ago:
            return int((now - timedelta(**{_UNIT[ago[2]]: int(ago[1])})).timestamp())
        time = datetime.fromisoformat(text.strip())
        return int((time if time.tzinfo else time.replace(tzinfo=now.tzinfo)).timestamp())
    except (ValueError, OverflowError):
        raise UsageError(
            f"not a time: {text!r}; write 2026-05-31, 2026-05-31T14:00, today, 2h or 7d"
        ) from None


def local(t: int | None) -> str:
    """`t` for a person on this machine: "2026-05-31 14:02", or "no clock"."""
    if t is None:
        return "no clock"
    return datetime.fromtimestamp(t).astimezone().strftime("%Y-%m-%d %H:%M")


def iso_utc(t: int | None) -> str:
    """`t` for a machine: "2026-05-31T12:02:07Z", empty when unknown."""
    return "" if t is None else datetime.fromtimestamp(t, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
