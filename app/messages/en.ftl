### What the public pages say in English. Blanks are written { $name }; a number chooses between plurals as CLDR has them.
### A message that ends in -within is the same word within a sentence.

## Figures and times

# The sign between thousands, then the one before decimals.
separators = ,.
# What stands between parts of a sentence that are listed.
comma = ,
unit-ms = ms
unit-s = s
unit-min = min
unit-h = h
unit-d = d
date = { $day } { $month } { $year }
moment = { $date }, { $clock }
month-of = { $month } { $year }
weekday-date = { $weekday } { $date }
from-to = { $from } to { $to }
since = since { $time }
so-far = { $length } so far
today = Today
now = Now
ongoing = ongoing
month-short-1 = Jan
month-short-2 = Feb
month-short-3 = Mar
month-short-4 = Apr
month-short-5 = May
month-short-6 = Jun
month-short-7 = Jul
month-short-8 = Aug
month-short-9 = Sep
month-short-10 = Oct
month-short-11 = Nov
month-short-12 = Dec
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
weekday-short-1 = Mon
weekday-short-2 = Tue
weekday-short-3 = Wed
weekday-short-4 = Thu
weekday-short-5 = Fri
weekday-short-6 = Sat
weekday-short-7 = Sun
days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
hours = { $count ->
    [one] { $count } hour
   *[other] { $count } hours
}
last-days = { $count ->
    [one] The last day
   *[other] The last { $count } days
}
a-year = A year

## Statuses, incidents and how bad they are

status-operational = Operational
status-maintenance = Maintenance
status-unknown = Unknown
status-degraded = Degraded
status-partial-outage = Partial outage
status-major-outage = Major outage
status-operational-within = operational
status-maintenance-within = maintenance
status-unknown-within = unknown
status-degraded-within = degraded
status-partial-outage-within = partial outage
status-major-outage-within = major outage
state-investigating = Investigating
state-identified = Identified
state-monitoring = Monitoring
state-resolved = Resolved
state-postmortem = Postmortem
state-merged = Merged
state-investigating-within = investigating
state-identified-within = identified
state-monitoring-within = monitoring
state-resolved-within = resolved
state-postmortem-within = postmortem
severity = { $name } { $word }
severity-critical = critical
severity-high = high
severity-medium = medium
severity-low = low

## Around every page

skip = Skip to the content
site-title = { $site } status
nav = Main
nav-status = Status
nav-desk = Desk
nav-docs = Docs
nav-capacity = Capacity
nav-sign-in = Sign in
nav-account = Account
more = More
crumbs = Breadcrumb
languages = Language
subscribe-link = Subscribe to updates
drawn-by = All times are in UTC. Drawn by Pharos { $version }.
demo = Demo
demo-words = A simulated estate on this machine.
demo-break = Break something
demo-mailbox = Read its mail
feed-atom = { $site }: incidents, Atom
feed-rss = { $site }: incidents, RSS
feed-json = { $site }: incidents, JSON Feed
feed-calendar = { $site }: planned maintenance

## A page that is a copy

copy-label = Offline
copy-none = The server does not answer.
copy-from = Copy from { $time }; the server does not answer.
copy-back = The server answers again.
copy-show = Show the page as it is

## What went wrong

problem-missing = There is no page here
problem-missing-words = The address may have a typing error, or the page has moved.
problem-members = This page is for members
problem-members-words = Sign in with an account of this site to read it.
problem-role = Your role does not allow this
problem-role-words = It takes the role { $role } or one above. An admin can give it to you.
problem-offline = There is no copy of this page
problem-offline-words = This browser keeps copies of the status pages that were read last, and of the docs once a page of
    them was read. This page is not among them.
problem-failed = This page could not be drawn
problem-failed-words = The fault is ours and has been logged. Try again in a minute.
problem-instead = Perhaps you were looking for { $link }?
problem-overview = See the status of everything

## The first page

headline-operational = All systems are operational.
headline-unchecked = Nothing has been checked yet.
headline-unknown = { $count ->
    [one] { $names } cannot be seen from here; the rest is operational.
   *[other] { $names } cannot be seen from here; the rest is operational.
}
headline-maintenance = { $count ->
    [one] { $names } is under maintenance; the rest is operational.
   *[other] { $names } are under maintenance; the rest is operational.
}
headline-degraded = { $count ->
    [one] { $names } is slow or limited.
   *[other] { $names } are slow or limited.
}
headline-partial-outage = { $count ->
    [one] { $names } is partly down.
   *[other] { $names } are partly down.
}
headline-major-outage = { $count ->
    [one] { $names } is down.
   *[other] { $names } are down.
}
list-two = { $one } and { $two }
list-three = { $one }, { $two } and { $three }
list-more = { $count ->
    [one] { $one }, { $two } and { $count } more
   *[other] { $one }, { $two } and { $count } more
}
and-more = { $count ->
    [one] and { $count } more
   *[other] and { $count } more
}
told-of = Told of, without effect on a component: { $incidents }.
told-of-one = { $title }, { $state }
as-of = As of { $time }
not-checked = Not checked yet
checked = Checked { $time }
checked-took = Checked { $time }, { $latency }
affected = Affected by { $component }
affected-hidden = Affected by a dependency
systems = Systems
components = { $count ->
    [one] { $count } component
   *[other] { $count } components
}
doubt-unstored = History has not been stored since { $time }. It is kept in memory until it can be.
doubt-ahead = The clock of this machine was set back at { $time }. Until it has caught up, times here are ahead of it and go
    on more slowly.
doubt-unseen = Nothing was seen from { $from } to { $to }: this machine stood still, or its clock was set. That time counts
    as unknown.
legend = How to read this page
legend-words = A dash is a UTC day, today last, showing the worst that it saw. Uptime is the time a component was operational
    or degraded, divided by that time plus the time it was down.
legend-apart = Maintenance and what nobody saw are not counted.
legend-counted = What nobody saw is not counted; maintenance is, as down, where a component's page says so.
no-data = No data
no-data-yet = no data yet

## An open page

connection-open = Live
connection-lost = Connection lost, trying again
connection-unreadable = Newest status unreadable, trying again
news-component = { $component }: { $status } since { $time }.
news-incident = Incident { $title }: { $state }.
news-over = Incident { $title }: not open any more.
news-more = { $count } more changed.

## A system, a component and its bar

status-of = { $name } status
docs-of = Read the docs of { $name }
component-title = { $component } status, { $system }
component-description = { $component } of { $system }: { $status }. { $summary }
component-docs = Runbook and docs
component-subscribe = Subscribe to updates of this component
because = { $status } because of the incident { $incident }, since { $time }
because-checks = The checks say { $status }. Uptime is what they measure.
needs = Needs
needed-by = Needed by
runbooks = Runbooks
bar = { $component }, { $reach }: { $uptime } uptime, { $trouble }
bar-no-data = { $component }: no data yet
bar-calm = no trouble
bar-trouble = { $count ->
    [one] { $count } day with trouble, { $worst }
   *[other] { $count } days with trouble, worst { $worst }
}
day-facts = { $date }: { $facts }
uptime-of = uptime { $uptime }
lasted-down = down { $length }
lasted-degraded = degraded { $length }
lasted-maintenance = maintenance { $length }
uptime-over = uptime, { $reach }
clocks-caption = Where the time went
clock-up = Operational
clock-degraded = Degraded
clock-down = Down
clock-maintenance = Maintenance
clock-unknown = Unknown
counts-up = up
counts-down = down
counts-not = not counted
formula-heading = How the uptime is found
formula-apart = (operational + degraded) / (operational + degraded + down)
formula-counted = (operational + degraded) / (operational + degraded + down + maintenance)
formula-figures = ({ $up } + { $degraded }) / { $counted } = { $uptime }
formula-rule-apart = It is time, not a count of checks. Maintenance and unknown time are on neither side; the percentage is
    rounded down.
formula-rule-counted = It is time, not a count of checks. Maintenance counts as down, and unknown time is on neither side; the
    percentage is rounded down.
formula-none = Nothing has been seen of this component yet, so there is no uptime to state.
column-status = Status
column-hours = Hours
column-counts = Counts as
column-day = Day
column-worst = Worst
column-uptime = Uptime
column-from = From
column-to = To
column-length = Length
column-what = What
column-component = Component
column-shows = Shows
column-metric = Metric
column-least = Least
column-mean = Mean
column-most = Most
days-table = Every day as a table
days-caption = { $component } by UTC day; latency as quantiles of all good answers
troubles = Troubles and planned work
troubles-caption = Troubles and planned work, newest first
troubles-none = None. It has been operational whenever it was seen.

## Objectives

objective-heading = Service level objective
objective = Objective
counted = Counted
budget = Error budget
budget-over = { $count ->
    [one] error budget, last day
   *[other] error budget, last { $count } days
}
budget-left = { $share } left
budget-unused = None used
budget-overspent = Overspent
budget-overspent-by = Overspent by { $length }
budget-of = { $left } of { $budget }
burn-today = Burn rate, today
burn = { $count ->
    [one] Burn rate, { $count } day
   *[other] Burn rate, { $count } days
}
budget-heading = How the error budget is found
budget-formula = (100 % - objective) * counted, and what was down is taken from it
budget-figures = (100 % - { $objective }) * { $counted } = { $allowed }
budget-apart = Maintenance is not counted, and uses no budget.
budget-counted = Maintenance counts as down, and uses the budget.
budget-rule = Unknown time is not counted. A burn rate of 1 uses the budget up just when its window ends.

## Latency and metrics

latency = Latency
latency-ranges = Time of the latency chart
latency-none = Nothing answered in this time.
latency-reach = { $quantile } from { $least } to { $most }
latency-by-hour = Latency by hour: { $reach }
latency-by-day = Latency by day: { $reach }
latency-p50 = { $least } to { $most }, the most that half of the answers took
latency-p95 = { $least } to { $most }, the most that 95 of 100 took
latency-p99 = { $least } to { $most }, the most that 99 of 100 took
latency-table = The same as a table
latency-as-table = Latency as a table
latency-caption = Quantiles of all good answers; times are in UTC
metrics = Metrics
metric-at = at { $time }
metric-ago = 24 h ago
metric-none = No reading yet in the last 24 hours
metric-unread = { $metric }: no reading
metric-line = { $metric }, last 24 hours: from { $least } to { $most }, mean { $mean }
metric-caption = The last 24 hours in figures

## Planned work

planned = Planned maintenance
planned-words = { $count ->
    [one] What runs and what begins within a day, of each the next windows.
   *[other] What runs and what begins within { $count } days, of each the next windows.
}
planned-all = All components of { $system }
planned-local = ({ $from } to { $to } in { $zone })
running = running

## One day of a component

day-title = { $component }, { $date }
day-went = Where the day went
day-so-far = The day so far, as of { $time }
day-latency = Latency of all good answers: p50 { $p50 }, p95 { $p95 }, p99 { $p99 }
day-no-incident = None was told of that affected it on this day.
days-nav = Days
spans = Spans
spans-caption = What it was from when to when; they tile the day

## History

history = History
history-of = History, { $month }
history-description = Incidents, trouble and maintenance of { $month }, day by day.
history-by-month = History by month
past-incidents = Past incidents
months-nav = Months
month-ahead = This month has not begun.
month-unknown = Nothing is known of this month.
month-days = { $eventful } with something to tell, { $quiet } quiet.
month-as-of = Days are UTC days; as of { $time }.
history-unseen = No data: nothing was watched.
history-quiet = Quiet: no incident, no trouble, no maintenance.
history-began = began { $time }
history-resolved = resolved { $time }
history-went-on = went on
history-planned = { $title }, planned from { $from } to { $to }
history-more = { $count ->
    [one] And trouble of { $count } more component
   *[other] And trouble of { $count } more components
}

## Incidents

incidents = Incidents
incidents-description = What was broken, what was told about it, and how it ended.
incidents-none = None. Nothing has been broken that anyone was told of.
incidents-open = Open incidents
incident-description = { $state }: { $title }. Affects { $components }.
incident-lasted = lasted { $length }
incident-began = Began { $began }
incident-lasting = Began { $began }, { $lasting }
incident-over = Began { $began }, resolved { $resolved }, lasted { $length }
incident-part = It is a part of another incident.
incident-whole = Go on there
incident-hidden = It is handled as a part of something else.
incident-affects = Affects { $components }
incident-told = Told { $time }
incident-promise = Next update by { $time }
updates = Updates
updates-none = Nothing has been told yet beyond the title.
update-edited = { $time }, edited { $edited }
impact = What it affects

## The uptime of a month

uptime-month = Uptime, { $month }
uptime-by-month = Uptime by month
report-description = Uptime of every component in { $month }, with what it is made of.
report-whole = The whole month, from { $from } to { $to }.
report-so-far = The month so far, from { $from } to { $to }.
report-forms = The same for programs:
report-history = What happened
report-all = All components together
report-rule = How it is found
report-uptime = Uptime = (operational + degraded) / counted, with counted = operational + degraded + down.
report-time = It is time, not a count of checks, measured to the millisecond and rounded down to three decimals. Maintenance
    and unknown time are on neither side. Where a system says that its maintenance counts, that is down here, and the
    component's page says so. Nothing that is told of in an incident changes what was measured.
report-budget = Error budget = (100 % - objective) * counted, and what was down is taken from it. It is of the month, or of the
    month so far, whatever the window of the objective on the component's page is.
report-together = Together, components are the sum of their times: each weighs as much as it was watched.

## Being told

subscribe = Subscribe
subscribe-description = Be told when something breaks, and when it is repaired.
subscribe-words = Be told when something breaks, how it stands, and when it is repaired. You confirm an address by a link
    before anything else is sent there, and each message has a link that ends it.
subscribe-none = This site sends no messages. Come back to its status page instead.
subscribe-again = Subscribe again
back-to-status = Back to the status page
address-either = E-mail address, or the https:// address of a webhook
address-email = E-mail address
address-webhook = The https:// address of a webhook
push-not-here = Messages are shown by your browser. This one cannot show them, or runs no scripts here.
push-button = Show messages in this browser
push-asking = Asking the browser.
push-refused = The browser shows no messages of this site. Allow notifications in its settings, and try again.
push-unreached = The browser's push service cannot be reached. Try again later.
sent = One more step
sent-description = A link to confirm is on its way.
sent-words = If messages can be sent there, one with a link is on its way. Follow it within { $length } to confirm that it was
    you who asked. Nothing else is sent before. A browser confirms by itself as soon as the first message arrives in it, and
    shows it.
sent-nothing = Nothing came? Look at what was taken for spam. Who is subscribed already finds the link to their choice in the
    message instead.
confirm = Confirm
confirm-description = Confirm that you want to be told.
confirm-heading = Confirm your subscription
confirm-button = Yes, tell me
confirm-not-me = Was it not you? Then do nothing: the address is forgotten soon.
told-by-email = Messages go by e-mail to { $address }
told-by-webhook = Messages are posted to { $address }
told-by-push = Messages are shown by the browser that its push service knows as { $address }
subscription = Your subscription
subscription-description = What you are told, and when.
subscription-since = Since { $time }.
subscription-saved = Saved.
subscription-confirmed = Confirmed. Keep the address of this page to change what you chose.
subscription-disabled = Nothing is sent any more, because nothing arrived for days: { $why }. Save your choice to have it tried
    again.
signing = Secret by which your endpoint checks signatures (Standard Webhooks). It is shown this once.
save = Save
unsubscribe = Unsubscribe
unsubscribe-button = Tell me no more
unsubscribe-note = Whoever has the address of this page can do the same. It is in each message that you get, so forward none of
    them.
unsubscribed = Unsubscribed
unsubscribed-description = You are told no more.
unsubscribed-words = You are told no more, and your address is forgotten.
wish-what = Of what
wish-everything = Choose nothing here to be told of everything.
wish-system = { $system }, the whole system
wish-components = Components of { $system }
wish-topics = What of it
wish-severities = How bad
wish-pace = How often
wish-urgent = What is critical (P1) at once, whatever is chosen here
wish-quiet = Quiet hours
wish-quiet-words = What happens in them is told when they end. Leave both empty for none.
wish-zone = Time zone, such as Europe/Berlin
wish-lang = Language of e-mails and of what browsers show
wish-shape = What a webhook gets
shape-pharos = JSON of this site, as its documentation has it
shape-statuspage = JSON as Statuspage posts it
topic-incident = Incidents, when they begin and when they are over
topic-update = How incidents stand meanwhile
topic-maintenance = Planned work
pace-at-once = When it happens
pace-daily = Together, each day at 08:00
pace-weekly = Together, each Monday at 08:00
wrong-topics = Choose what you want to be told of: incidents, how they stand, or planned work.
wrong-severities = Choose how bad it has to be: at least one of P1 to P4.
wrong-zone = There is no such time zone. Write one such as Europe/Berlin, or UTC.
wrong-shape = A webhook in the shape of Statuspage tells of one thing at a time: choose to be told when it happens, without
    quiet hours.
wrong-quiet-empty = Quiet hours end when they begin. Leave both fields empty for none.
wrong-quiet = Quiet hours have a beginning and an end, such as 22:00 and 07:00.
wrong-email-none = Write the e-mail address.
wrong-email = An e-mail address is written such as ada@example.org, with at most 254 letters.
wrong-webhook = A webhook is an address such as https://example.org/pharos, with at most 1000 letters and no blanks.
wrong-push = What the browser's push service gave cannot be used.
wrong-not-offered = Messages can only be sent to e-mail addresses here.
wrong-full = No more browsers can be told, or this one is known by other keys. Try again tomorrow.
wrong-too-often = Too many attempts. Try again in { $length }.

## What subscribers are sent

notice-declared = New incident
notice-reopened = Open again
notice-updated = Update
notice-resolved = Resolved
notice-merged = Merged
notice-planned = Planned maintenance
notice-started = Maintenance has begun
notice-ended = Maintenance is done
notice-cancelled = Maintenance is cancelled
notice-digest = Digest
notice-confirm = Please confirm
letter-head = { $severity }{ $what }: { $title }
letter-with = { $one } ({ $other })
letter-and = { $one }, with { $others }
letter-changes = { $count ->
    [one] { $count } change
   *[other] { $count } changes
}
letter-window = From { $from } to { $to }.
letter-not-done = It is not done after all.
letter-severity = Its severity is { $severity } now.
letter-part = It is handled as a part of another incident.
letter-learnt = What was learnt from it is published.
letter-together = It began together with:
letter-still = { $count ->
    [one] { $count } of those that began together with it is not over yet.
   *[other] { $count } of those that began together with it are not over yet.
}
letter-more = Read more:
letter-manage = Change what you are told, or unsubscribe
letter-change = Change or unsubscribe
letter-confirm = Somebody, most likely you, wants to be told here of what happens at { $site }. Follow the link within { $length }
    and confirm it. Was it not you? Then do nothing: the address is forgotten.
letter-known = You are subscribed already
letter-known-words = Somebody, most likely you, has asked to be told here, which you are already. Follow the link to see and
    change what you are told.
letter-push = Messages arrive in this browser
letter-push-words = You are told from now on of what happens at { $site }.
letter-unconfirmed = Open this message and confirm it.

## What programs read, and people in the end

feed-history = { $site } - Incident history
feed-incidents = Incidents of { $site }
feed-time = { $month } { $day }, { $clock }
calendar-name = { $name } maintenance
calendar-words = Planned maintenance of { $components }.
text-doubt = Pharos itself has trouble: what it shows may be old.
text-components = Components
badge-uptime = { $name } uptime 90 d
badge-latency = { $name } latency
badge-no-data = no data
