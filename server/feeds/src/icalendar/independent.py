"""An iCalendar as python3-icalendar and python3-dateutil read it, which share no code with what is tested.

Reads a calendar from standard input, and prints a line each of
  event UID SEQUENCE STATUS SUMMARY DESCRIPTION   the events, their texts as Python writes them
  window FROM-TO                                  when they are, until 2038, in seconds since 1970, in order
"""

import sys
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from icalendar import Calendar

UTC = timezone.utc
HORIZON = datetime(2038, 1, 1, tzinfo=UTC)


def seconds(at):
    return int(at.timestamp())


def zoned(field):
    """A time with the zone that its TZID names, by the machine's own database."""
    name = field.params.get("TZID")
    return field.dt.replace(tzinfo=ZoneInfo(name)) if name else field.dt.astimezone(UTC)


def known(at):
    """The instant of a time that the clock may skip, by the offset before it was put forward."""
    return at.replace(fold=0).astimezone(UTC)


def each(value):
    return value if isinstance(value, list) else [value]


calendar = Calendar.from_ical(sys.stdin.buffer.read().decode())
assert not calendar.errors, calendar.errors
named = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
for zone in calendar.walk("VTIMEZONE"):
    # The zone as written is the zone of the database.
    written, database = zone.to_tz(), ZoneInfo(str(zone["TZID"]))
    for year in range(2027, 2038):
        for month in range(1, 13):
            at = datetime(year, month, 15, 12)
            assert written.utcoffset(at) == at.replace(tzinfo=database).utcoffset(), (zone, at)

found = {}
for event in calendar.walk("VEVENT"):
    assert not event.errors, event.errors
    if "RECURRENCE-ID" not in event:
        words = [event["UID"], event["SEQUENCE"], event["STATUS"], repr(str(event["SUMMARY"])), repr(str(event["DESCRIPTION"]))]
        print("event", *words)
    start, end = zoned(event["DTSTART"]), zoned(event["DTEND"])
    assert event["DTSTART"].params.get("TZID", "UTC") in named | {"UTC"}
    lasts = known(end) - known(start)
    if "RECURRENCE-ID" in event:
        at = known(zoned(event["RECURRENCE-ID"]))
        assert at in found, at
        found[at] = (known(start), known(end))
    elif "RRULE" in event:
        lasts = end.replace(tzinfo=None) - start.replace(tzinfo=None)
        except_ = {known(item.dt.replace(tzinfo=start.tzinfo)) for part in each(event.get("EXDATE", [])) for item in part.dts}
        rule = event["RRULE"].to_ical().decode()
        for at in rrulestr(rule, dtstart=start):
            if known(at) >= HORIZON:
                break
            if known(at) not in except_:
                found[known(at)] = (known(at), known(at) + lasts)
    else:
        found[known(start), event["SEQUENCE"]] = (known(start), known(end))
for start, end in sorted(found.values()):
    print(f"window {seconds(start)}-{seconds(end)}")
