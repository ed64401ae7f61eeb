"""Windows and zones by dateutil and zoneinfo, which share no code with what is tested.

Reads a question a line from standard input, with tabs between its fields, and prints an answer a line:
  zone NAME                            the offsets from 2020 to 2037: INSTANT:OFFSET of each change, or "unknown"
  windows ZONE RULE START END TO       the windows that begin before the instant TO: FROM-TO of each
Instants are seconds since 1970, START and END are times on the wall.
"""

import datetime as calendar
import sys
import warnings
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

# That COUNT and UNTIL do not go together is known: UNTIL bounds the work here.
warnings.simplefilter("ignore", DeprecationWarning)

# A rule that never comes is looked for until the calendar ends.
calendar.MAXYEAR = 2045

DAY = 86_400
FIRST = int(datetime(2020, 1, 1, tzinfo=timezone.utc).timestamp())
LAST = int(datetime(2038, 1, 1, tzinfo=timezone.utc).timestamp())


def offset(zone, instant):
    return int(datetime.fromtimestamp(instant, zone).utcoffset().total_seconds())


def change(zone, early, late):
    """The first instant after `early` with the offset that holds at `late`."""
    before = offset(zone, early)
    while late - early > 1:
        middle = (early + late) // 2
        early, late = (middle, late) if offset(zone, middle) == before else (early, middle)
    return late


def changes(name):
    try:
        zone = ZoneInfo(name)
    except Exception:
        return "unknown"
    found, before = [f"{FIRST}:{offset(zone, FIRST)}"], offset(zone, FIRST)
    for instant in range(FIRST + DAY, LAST + 1, DAY):
        after = offset(zone, instant)
        if after != before:
            found.append(f"{change(zone, instant - DAY, instant)}:{after}")
            before = after
    return " ".join(found)


@lru_cache(maxsize=4096)
def starts(rule, start, end):
    rule = rrulestr(rule, dtstart=start)
    until = min(rule._until or end, end)
    return list(rule.replace(until=until))


def instant(local, zone):
    """PEP 495 with fold=0 says what RFC 5545, section 3.3.5, says."""
    return int(local.replace(tzinfo=zone, fold=0).timestamp())


def windows(zone, rule, start, end, to):
    zone, start, end, to = ZoneInfo(zone), datetime.fromisoformat(start), datetime.fromisoformat(end), int(to)
    horizon = datetime.fromtimestamp(to, timezone.utc).replace(tzinfo=None) + timedelta(days=3)
    found = []
    for local in starts(rule, start, horizon):
        first, last = instant(local, zone), instant(local + (end - start), zone)
        if first < last and first < to:
            found.append(f"{first}-{last}")
    return " ".join(found)


ANSWERS = {"zone": changes, "windows": windows}
for line in sys.stdin:
    kind, *fields = line.rstrip("\n").split("\t")
    print(ANSWERS[kind](*fields))
