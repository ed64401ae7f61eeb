### Was die öffentlichen Seiten auf Deutsch sagen.

## Zahlen und Zeiten

separators = .,
comma = ,
unit-ms = ms
unit-s = s
unit-min = min
unit-h = h
unit-d = d
date = { $day }. { $month } { $year }
moment = { $date }, { $clock }
month-of = { $month } { $year }
weekday-date = { $weekday }, { $date }
from-to = { $from } bis { $to }
since = seit { $time }
so-far = bisher { $length }
today = Heute
now = Jetzt
ongoing = dauert an
month-short-1 = Jan.
month-short-2 = Feb.
month-short-3 = März
month-short-4 = Apr.
month-short-5 = Mai
month-short-6 = Juni
month-short-7 = Juli
month-short-8 = Aug.
month-short-9 = Sep.
month-short-10 = Okt.
month-short-11 = Nov.
month-short-12 = Dez.
month-1 = Januar
month-2 = Februar
month-3 = März
month-4 = April
month-5 = Mai
month-6 = Juni
month-7 = Juli
month-8 = August
month-9 = September
month-10 = Oktober
month-11 = November
month-12 = Dezember
weekday-short-1 = Mo.
weekday-short-2 = Di.
weekday-short-3 = Mi.
weekday-short-4 = Do.
weekday-short-5 = Fr.
weekday-short-6 = Sa.
weekday-short-7 = So.
days = { $count ->
    [one] { $count } Tag
   *[other] { $count } Tage
}
hours = { $count ->
    [one] { $count } Stunde
   *[other] { $count } Stunden
}
last-days = { $count ->
    [one] Der letzte Tag
   *[other] Die letzten { $count } Tage
}
a-year = Ein Jahr

## Zustände, Störungen und wie schwer sie sind

status-operational = In Betrieb
status-maintenance = Wartung
status-unknown = Unbekannt
status-degraded = Eingeschränkt
status-partial-outage = Teilausfall
status-major-outage = Ausfall
status-operational-within = in Betrieb
status-maintenance-within = Wartung
status-unknown-within = unbekannt
status-degraded-within = eingeschränkt
status-partial-outage-within = Teilausfall
status-major-outage-within = Ausfall
state-investigating = Wird untersucht
state-identified = Ursache bekannt
state-monitoring = Wird beobachtet
state-resolved = Behoben
state-postmortem = Nachbetrachtung
state-merged = Zusammengeführt
state-investigating-within = wird untersucht
state-identified-within = Ursache bekannt
state-monitoring-within = wird beobachtet
state-resolved-within = behoben
state-postmortem-within = Nachbetrachtung
severity = { $name } { $word }
severity-critical = kritisch
severity-high = hoch
severity-medium = mittel
severity-low = gering

## Um jede Seite

skip = Zum Inhalt springen
site-title = { $site }: Status
nav = Hauptnavigation
nav-status = Status
nav-desk = Leitstand
nav-docs = Dokumentation
nav-capacity = Kapazität
nav-sign-in = Anmelden
nav-account = Konto
more = Weiteres
crumbs = Wo Sie sind
languages = Sprache
subscribe-link = Benachrichtigungen abonnieren
drawn-by = Alle Zeiten in UTC. Gezeichnet von Pharos { $version }.
demo = Demo
demo-words = Eine simulierte Landschaft auf diesem Rechner.
demo-break = Etwas kaputt machen
demo-mailbox = Ihre Post lesen
feed-atom = { $site }: Störungen, Atom
feed-rss = { $site }: Störungen, RSS
feed-json = { $site }: Störungen, JSON Feed
feed-calendar = { $site }: geplante Wartung

## Eine Seite, die eine Kopie ist

copy-label = Ohne Verbindung
copy-none = Der Server antwortet nicht.
copy-from = Kopie von { $time }; der Server antwortet nicht.
copy-back = Der Server antwortet wieder.
copy-show = Aktuelle Seite zeigen

## Was schiefging

problem-missing = Hier ist keine Seite
problem-missing-words = Vielleicht hat die Adresse einen Tippfehler, oder die Seite ist umgezogen.
problem-members = Diese Seite ist für Mitglieder
problem-members-words = Melden Sie sich mit einem Konto dieser Seite an, um sie zu lesen.
problem-role = Ihre Rolle erlaubt das nicht
problem-role-words = Dafür braucht es die Rolle { $role } oder eine höhere. Ein Admin kann sie Ihnen geben.
problem-offline = Von dieser Seite gibt es keine Kopie
problem-offline-words = Dieser Browser behält Kopien der zuletzt gelesenen Statusseiten und der Dokumentation, sobald eine ihrer
    Seiten gelesen wurde. Diese Seite ist nicht darunter.
problem-failed = Diese Seite konnte nicht gezeichnet werden
problem-failed-words = Der Fehler liegt bei uns und ist festgehalten. Versuchen Sie es in einer Minute noch einmal.
problem-instead = Haben Sie vielleicht { $link } gesucht?
problem-overview = Den Status von allem ansehen

## Die erste Seite

headline-operational = Alle Systeme sind in Betrieb.
headline-unchecked = Noch wurde nichts geprüft.
headline-unknown = { $count ->
    [one] { $names } ist von hier aus nicht zu sehen; alles andere ist in Betrieb.
   *[other] { $names } sind von hier aus nicht zu sehen; alles andere ist in Betrieb.
}
headline-maintenance = { $count ->
    [one] { $names } wird gewartet; alles andere ist in Betrieb.
   *[other] { $names } werden gewartet; alles andere ist in Betrieb.
}
headline-degraded = { $count ->
    [one] { $names } ist langsam oder eingeschränkt.
   *[other] { $names } sind langsam oder eingeschränkt.
}
headline-partial-outage = { $count ->
    [one] { $names } ist teilweise ausgefallen.
   *[other] { $names } sind teilweise ausgefallen.
}
headline-major-outage = { $count ->
    [one] { $names } ist ausgefallen.
   *[other] { $names } sind ausgefallen.
}
list-two = { $one } und { $two }
list-three = { $one }, { $two } und { $three }
list-more = { $count ->
    [one] { $one }, { $two } und { $count } weiteres
   *[other] { $one }, { $two } und { $count } weitere
}
and-more = { $count ->
    [one] und { $count } weiteres
   *[other] und { $count } weitere
}
told-of = Gemeldet, ohne Wirkung auf eine Komponente: { $incidents }.
told-of-one = { $title }, { $state }
as-of = Stand: { $time }
not-checked = Noch nicht geprüft
checked = Geprüft { $time }
checked-took = Geprüft { $time }, { $latency }
affected = Betroffen durch { $component }
affected-hidden = Betroffen durch eine Abhängigkeit
systems = Systeme
components = { $count ->
    [one] { $count } Komponente
   *[other] { $count } Komponenten
}
doubt-unstored = Die Geschichte wird seit { $time } nicht gespeichert. Sie bleibt im Arbeitsspeicher, bis es wieder geht.
doubt-ahead = Die Uhr dieses Rechners wurde um { $time } zurückgestellt. Bis sie aufgeholt hat, gehen die Zeiten hier vor und
    langsamer weiter.
doubt-unseen = Von { $from } bis { $to } wurde nichts gesehen: Dieser Rechner stand still, oder seine Uhr wurde gestellt. Diese
    Zeit gilt als unbekannt.
legend = Wie diese Seite zu lesen ist
legend-words = Ein Strich ist ein Tag nach UTC, der heutige zuletzt, und zeigt das Schlimmste, was an ihm war. Verfügbarkeit
    ist die Zeit, in der eine Komponente in Betrieb oder eingeschränkt war, geteilt durch diese Zeit und die des Ausfalls.
legend-apart = Wartung und was niemand gesehen hat zählen nicht.
legend-counted = Was niemand gesehen hat, zählt nicht; Wartung zählt als Ausfall, wo die Seite einer Komponente es sagt.
no-data = Keine Daten
no-data-yet = noch keine Daten

## Eine offene Seite

connection-open = Live
connection-lost = Verbindung verloren, neuer Versuch läuft
connection-unreadable = Neuester Stand nicht lesbar, neuer Versuch läuft
news-component = { $component }: { $status } seit { $time }.
news-incident = Störung { $title }: { $state }.
news-over = Störung { $title }: nicht mehr offen.
news-more = Weitere Änderungen: { $count }.

## Ein System, eine Komponente und ihr Balken

status-of = Status von { $name }
docs-of = Dokumentation von { $name } lesen
component-title = Status von { $component }, { $system }
component-description = { $component } von { $system }: { $status }. { $summary }
component-docs = Runbook und Dokumentation
component-subscribe = Benachrichtigungen zu dieser Komponente abonnieren
because = { $status } wegen der Störung { $incident }, seit { $time }
because-checks = Die Prüfungen sagen: { $status }. Die Verfügbarkeit ist, was sie messen.
needs = Braucht
needed-by = Gebraucht von
runbooks = Runbooks
bar = { $component }, { $reach }: { $uptime } verfügbar, { $trouble }
bar-no-data = { $component }: noch keine Daten
bar-calm = keine Störung
bar-trouble = { $count ->
    [one] { $count } Tag mit Störung, { $worst }
   *[other] { $count } Tage mit Störungen, am schlimmsten { $worst }
}
day-facts = { $date }: { $facts }
uptime-of = { $uptime } verfügbar
lasted-down = { $length } ausgefallen
lasted-degraded = { $length } eingeschränkt
lasted-maintenance = { $length } Wartung
uptime-over = verfügbar, { $reach }
clocks-caption = Wo die Zeit blieb
clock-up = In Betrieb
clock-degraded = Eingeschränkt
clock-down = Ausgefallen
clock-maintenance = Wartung
clock-unknown = Unbekannt
counts-up = verfügbar
counts-down = Ausfall
counts-not = nicht gezählt
formula-heading = Wie die Verfügbarkeit ermittelt wird
formula-apart = (in Betrieb + eingeschränkt) / (in Betrieb + eingeschränkt + ausgefallen)
formula-counted = (in Betrieb + eingeschränkt) / (in Betrieb + eingeschränkt + ausgefallen + Wartung)
formula-figures = ({ $up } + { $degraded }) / { $counted } = { $uptime }
formula-rule-apart = Gezählt wird Zeit, nicht Prüfungen. Wartung und unbekannte Zeit stehen auf keiner Seite; die Prozentzahl ist
    abgerundet.
formula-rule-counted = Gezählt wird Zeit, nicht Prüfungen. Wartung zählt als Ausfall, unbekannte Zeit steht auf keiner Seite; die
    Prozentzahl ist abgerundet.
formula-none = Von dieser Komponente wurde noch nichts gesehen, also gibt es keine Verfügbarkeit zu nennen.
column-status = Zustand
column-hours = Stunden
column-counts = Zählt als
column-day = Tag
column-worst = Schlimmstes
column-uptime = Verfügbarkeit
column-from = Von
column-to = Bis
column-length = Dauer
column-what = Was
column-component = Komponente
column-shows = Zeigt
column-metric = Messwert
column-least = Kleinster
column-mean = Mittel
column-most = Größter
days-table = Jeder Tag als Tabelle
days-caption = { $component } nach Tagen in UTC; Antwortzeit als Quantile aller guten Antworten
troubles = Störungen und geplante Arbeiten
troubles-caption = Störungen und geplante Arbeiten, die neuesten zuerst
troubles-none = Keine. Sie war in Betrieb, wann immer sie gesehen wurde.

## Ziele

objective-heading = Ziel der Verfügbarkeit
objective = Ziel
counted = Gezählt
budget = Fehlerbudget
budget-over = { $count ->
    [one] vom Fehlerbudget, letzter Tag
   *[other] vom Fehlerbudget, letzte { $count } Tage
}
budget-left = { $share } übrig
budget-unused = Nichts verbraucht
budget-overspent = Überzogen
budget-overspent-by = Um { $length } überzogen
budget-of = { $left } von { $budget }
burn-today = Verbrauchsrate, heute
burn = { $count ->
    [one] Verbrauchsrate, { $count } Tag
   *[other] Verbrauchsrate, { $count } Tage
}
budget-heading = Wie das Fehlerbudget ermittelt wird
budget-formula = (100 % - Ziel) * gezählt, und was ausgefallen war, geht davon ab
budget-figures = (100 % - { $objective }) * { $counted } = { $allowed }
budget-apart = Wartung wird nicht gezählt und verbraucht nichts.
budget-counted = Wartung zählt als Ausfall und verbraucht das Budget.
budget-rule = Unbekannte Zeit wird nicht gezählt. Eine Verbrauchsrate von 1 braucht das Budget genau bis zum Ende der Frist auf.

## Antwortzeit und Messwerte

latency = Antwortzeit
latency-ranges = Zeitraum der Antwortzeiten
latency-none = In dieser Zeit hat nichts geantwortet.
latency-reach = { $quantile } von { $least } bis { $most }
latency-by-hour = Antwortzeit nach Stunden: { $reach }
latency-by-day = Antwortzeit nach Tagen: { $reach }
latency-p50 = { $least } bis { $most }; länger brauchte die Hälfte der Antworten nicht
latency-p95 = { $least } bis { $most }; länger brauchten 95 von 100 nicht
latency-p99 = { $least } bis { $most }; länger brauchten 99 von 100 nicht
latency-table = Dasselbe als Tabelle
latency-as-table = Antwortzeit als Tabelle
latency-caption = Quantile aller guten Antworten; Zeiten in UTC
metrics = Messwerte
metric-at = um { $time }
metric-ago = vor 24 h
metric-none = In den letzten 24 Stunden noch nichts abgelesen
metric-unread = { $metric }: nichts abgelesen
metric-line = { $metric }, letzte 24 Stunden: von { $least } bis { $most }, im Mittel { $mean }
metric-caption = Die letzten 24 Stunden in Zahlen

## Geplante Arbeiten

planned = Geplante Wartung
planned-words = { $count ->
    [one] Was läuft und was binnen eines Tages beginnt, jeweils die nächsten Zeiten.
   *[other] Was läuft und was binnen { $count } Tagen beginnt, jeweils die nächsten Zeiten.
}
planned-all = Alle Komponenten von { $system }
planned-local = ({ $from } bis { $to } in { $zone })
running = läuft

## Ein Tag einer Komponente

day-title = { $component }, { $date }
day-went = Wo der Tag blieb
day-so-far = Der Tag bis jetzt, Stand: { $time }
day-latency = Antwortzeit aller guten Antworten: p50 { $p50 }, p95 { $p95 }, p99 { $p99 }
day-no-incident = Gemeldet wurde keine, die sie an diesem Tag betraf.
days-nav = Tage
spans = Abschnitte
spans-caption = Was sie von wann bis wann war; die Abschnitte füllen den Tag lückenlos

## Geschichte

history = Geschichte
history-of = Geschichte, { $month }
history-description = Störungen, Ausfälle und Wartung im { $month }, Tag für Tag.
history-by-month = Geschichte nach Monaten
past-incidents = Frühere Störungen
months-nav = Monate
month-ahead = Dieser Monat hat noch nicht begonnen.
month-unknown = Von diesem Monat ist nichts bekannt.
month-days = { $eventful }, von denen es etwas zu berichten gibt; { $quiet } ruhig.
month-as-of = Tage sind Tage nach UTC; Stand: { $time }.
history-unseen = Keine Daten: Nichts wurde beobachtet.
history-quiet = Ruhig: keine Störung, kein Ausfall, keine Wartung.
history-began = begann { $time }
history-resolved = behoben { $time }
history-went-on = dauerte an
history-planned = { $title }, geplant von { $from } bis { $to }
history-more = { $count ->
    [one] Und Störungen einer weiteren Komponente
   *[other] Und Störungen von { $count } weiteren Komponenten
}

## Störungen

incidents = Störungen
incidents-description = Was kaputt war, was dazu gesagt wurde und wie es endete.
incidents-none = Keine. Es war nichts kaputt, was gemeldet worden wäre.
incidents-open = Offene Störungen
incident-description = { $state }: { $title }. Betrifft { $components }.
incident-lasted = dauerte { $length }
incident-began = Begann { $began }
incident-lasting = Begann { $began }, { $lasting }
incident-over = Begann { $began }, behoben { $resolved }, dauerte { $length }
incident-part = Sie ist Teil einer anderen Störung.
incident-whole = Dort weiterlesen
incident-hidden = Sie wird als Teil von etwas anderem behandelt.
incident-affects = Betrifft { $components }
incident-told = Gemeldet { $time }
incident-promise = Nächste Meldung bis { $time }
updates = Meldungen
updates-none = Über den Titel hinaus wurde noch nichts gesagt.
update-edited = { $time }, bearbeitet { $edited }
impact = Was sie betrifft

## Die Verfügbarkeit eines Monats

uptime-month = Verfügbarkeit, { $month }
uptime-by-month = Verfügbarkeit nach Monaten
report-description = Verfügbarkeit jeder Komponente im { $month }, und woraus sie sich ergibt.
report-whole = Der ganze Monat, von { $from } bis { $to }.
report-so-far = Der Monat bis jetzt, von { $from } bis { $to }.
report-forms = Dasselbe für Programme:
report-history = Was geschah
report-all = Alle Komponenten zusammen
report-rule = Wie sie ermittelt wird
report-uptime = Verfügbarkeit = (in Betrieb + eingeschränkt) / gezählt; gezählt = in Betrieb + eingeschränkt + ausgefallen.
report-time = Gezählt wird Zeit, nicht Prüfungen, auf die Millisekunde gemessen und auf drei Stellen abgerundet. Wartung und
    unbekannte Zeit stehen auf keiner Seite. Wo ein System sagt, dass seine Wartung zählt, ist sie hier Ausfall, und die Seite
    der Komponente sagt es. Was zu einer Störung gemeldet wird, ändert nichts an dem, was gemessen wurde.
report-budget = Fehlerbudget = (100 % - Ziel) * gezählt, und was ausgefallen war, geht davon ab. Es gilt für den Monat oder für
    den Monat bis jetzt, welche Frist auch immer das Ziel auf der Seite der Komponente hat.
report-together = Zusammen sind Komponenten die Summe ihrer Zeiten: Jede wiegt so viel, wie sie beobachtet wurde.

## Benachrichtigungen

subscribe = Abonnieren
subscribe-description = Erfahren Sie, wenn etwas ausfällt und wenn es behoben ist.
subscribe-words = Erfahren Sie, wenn etwas ausfällt, wie es steht und wann es behoben ist. Sie bestätigen eine Adresse mit einem
    Link, bevor sonst etwas dorthin geht, und jede Nachricht hat einen Link, der das Abonnement beendet.
subscribe-none = Diese Seite verschickt keine Nachrichten. Schauen Sie stattdessen auf die Statusseite.
subscribe-again = Wieder abonnieren
back-to-status = Zurück zur Statusseite
address-either = E-Mail-Adresse, oder die https://-Adresse eines Webhooks
address-email = E-Mail-Adresse
address-webhook = Die https://-Adresse eines Webhooks
push-not-here = Nachrichten zeigt Ihr Browser. Dieser kann sie nicht zeigen, oder er führt hier keine Skripte aus.
push-button = Nachrichten in diesem Browser zeigen
push-asking = Der Browser wird gefragt.
push-refused = Der Browser zeigt keine Nachrichten dieser Seite. Erlauben Sie Benachrichtigungen in seinen Einstellungen und
    versuchen Sie es noch einmal.
push-unreached = Der Push-Dienst des Browsers ist nicht zu erreichen. Versuchen Sie es später noch einmal.
sent = Noch ein Schritt
sent-description = Ein Link zum Bestätigen ist unterwegs.
sent-words = Wenn dorthin Nachrichten gehen können, ist eine mit einem Link unterwegs. Folgen Sie ihm innerhalb von { $length }, um
    zu bestätigen, dass die Anfrage von Ihnen kam. Vorher wird nichts anderes geschickt. Ein Browser bestätigt von selbst, sobald
    die erste Nachricht bei ihm ankommt, und zeigt sie.
sent-nothing = Nichts gekommen? Sehen Sie nach, was für Spam gehalten wurde. Wer schon abonniert hat, findet in der Nachricht
    stattdessen den Link zu seiner Auswahl.
confirm = Bestätigen
confirm-description = Bestätigen Sie, dass Sie benachrichtigt werden wollen.
confirm-heading = Bestätigen Sie Ihr Abonnement
confirm-button = Ja, benachrichtigen
confirm-not-me = Waren Sie es nicht? Dann tun Sie nichts: Die Adresse wird bald vergessen.
told-by-email = Nachrichten gehen per E-Mail an { $address }
told-by-webhook = Nachrichten gehen per POST an { $address }
told-by-push = Nachrichten zeigt der Browser, den sein Push-Dienst als { $address } kennt
subscription = Ihr Abonnement
subscription-description = Was Sie erfahren, und wann.
subscription-since = Seit { $time }.
subscription-saved = Gespeichert.
subscription-confirmed = Bestätigt. Behalten Sie die Adresse dieser Seite, um Ihre Auswahl zu ändern.
subscription-disabled = Es wird nichts mehr geschickt, weil tagelang nichts ankam: { $why }. Speichern Sie Ihre Auswahl, damit es
    wieder versucht wird.
signing = Geheimnis, mit dem Ihr Endpunkt Signaturen prüft (Standard Webhooks). Es wird nur dieses eine Mal gezeigt.
save = Speichern
unsubscribe = Abbestellen
unsubscribe-button = Nicht mehr benachrichtigen
unsubscribe-note = Wer die Adresse dieser Seite hat, kann dasselbe tun. Sie steht in jeder Nachricht an Sie; leiten Sie also keine
    weiter.
unsubscribed = Abbestellt
unsubscribed-description = Sie werden nicht mehr benachrichtigt.
unsubscribed-words = Sie werden nicht mehr benachrichtigt, und Ihre Adresse ist vergessen.
wish-what = Wovon
wish-everything = Wählen Sie hier nichts, um von allem zu erfahren.
wish-system = { $system }, das ganze System
wish-components = Komponenten von { $system }
wish-topics = Was davon
wish-severities = Wie schwer
wish-pace = Wie oft
wish-urgent = Kritisches (P1) sofort, was auch immer hier gewählt ist
wish-quiet = Ruhezeiten
wish-quiet-words = Was in ihnen geschieht, erfahren Sie an ihrem Ende. Lassen Sie beides leer, wenn Sie keine wollen.
wish-zone = Zeitzone, etwa Europe/Berlin
wish-lang = Sprache der E-Mails und dessen, was der Browser zeigt
wish-shape = Was ein Webhook bekommt
shape-pharos = JSON dieser Seite, wie ihre Dokumentation es beschreibt
shape-statuspage = JSON, wie Statuspage es schickt
topic-incident = Störungen, wenn sie beginnen und wenn sie vorbei sind
topic-update = Wie es um Störungen unterdessen steht
topic-maintenance = Geplante Arbeiten
pace-at-once = Wenn es geschieht
pace-daily = Zusammen, täglich um 08:00
pace-weekly = Zusammen, montags um 08:00
wrong-topics = Wählen Sie, was Sie erfahren wollen: Störungen, wie es um sie steht, oder geplante Arbeiten.
wrong-severities = Wählen Sie, wie schwer es sein muss: mindestens eines von P1 bis P4.
wrong-zone = Diese Zeitzone gibt es nicht. Schreiben Sie eine wie Europe/Berlin, oder UTC.
wrong-shape = Ein Webhook in der Form von Statuspage erfährt eines nach dem anderen: Wählen Sie, benachrichtigt zu werden, wenn es
    geschieht, ohne Ruhezeiten.
wrong-quiet-empty = Die Ruhezeiten enden, wenn sie beginnen. Lassen Sie beide Felder leer, wenn Sie keine wollen.
wrong-quiet = Ruhezeiten haben einen Anfang und ein Ende, etwa 22:00 und 07:00.
wrong-email-none = Schreiben Sie die E-Mail-Adresse.
wrong-email = Eine E-Mail-Adresse sieht aus wie ada@example.org und hat höchstens 254 Zeichen.
wrong-webhook = Ein Webhook ist eine Adresse wie https://example.org/pharos mit höchstens 1000 Zeichen und ohne Leerzeichen.
wrong-push = Was der Push-Dienst des Browsers vergab, ist nicht zu gebrauchen.
wrong-not-offered = Nachrichten gehen hier nur an E-Mail-Adressen.
wrong-full = Mehr Browser können nicht benachrichtigt werden, oder dieser ist mit anderen Schlüsseln bekannt. Versuchen Sie es
    morgen noch einmal.
wrong-too-often = Zu viele Versuche. Versuchen Sie es in { $length } noch einmal.

## Was Abonnenten bekommen

notice-declared = Neue Störung
notice-reopened = Wieder offen
notice-updated = Neuer Stand
notice-resolved = Behoben
notice-merged = Zusammengelegt
notice-planned = Geplante Wartung
notice-started = Die Wartung hat begonnen
notice-ended = Die Wartung ist beendet
notice-cancelled = Die Wartung fällt aus
notice-digest = Überblick
notice-confirm = Bitte bestätigen
letter-head = { $severity }{ $what }: { $title }
letter-with = { $one } ({ $other })
letter-and = { $one }, zusammen mit { $others }
letter-changes = { $count ->
    [one] { $count } Änderung
   *[other] { $count } Änderungen
}
letter-window = Von { $from } bis { $to }.
letter-not-done = Sie findet doch nicht statt.
letter-severity = Die Schwere ist jetzt { $severity }.
letter-part = Sie wird als Teil einer anderen Störung behandelt.
letter-learnt = Was daraus gelernt wurde, ist veröffentlicht.
letter-together = Es begann zusammen mit:
letter-still = { $count ->
    [one] { $count } der Störungen, die zusammen mit ihr begannen, ist noch offen.
   *[other] { $count } der Störungen, die zusammen mit ihr begannen, sind noch offen.
}
letter-more = Mehr dazu:
letter-manage = Auswahl ändern oder abbestellen
letter-change = Ändern oder abbestellen
letter-confirm = Jemand, vermutlich Sie, möchte hier erfahren, was bei { $site } geschieht. Folgen Sie innerhalb von { $length }
    dem Link und bestätigen Sie es. Waren Sie es nicht? Dann tun Sie nichts: Die Adresse wird vergessen.
letter-known = Sie haben schon abonniert
letter-known-words = Jemand, vermutlich Sie, wollte hier benachrichtigt werden, was schon geschieht. Folgen Sie dem Link, um Ihre
    Auswahl zu sehen und zu ändern.
letter-push = Nachrichten kommen in diesem Browser an
letter-push-words = Sie erfahren von nun an, was bei { $site } geschieht.
letter-unconfirmed = Öffnen Sie diese Nachricht und bestätigen Sie das Abonnement.

## Was Programme lesen, und am Ende doch Menschen

feed-history = { $site } - Verlauf der Störungen
feed-incidents = Störungen von { $site }
feed-time = { $day }. { $month }, { $clock }
calendar-name = Wartung: { $name }
calendar-words = Geplante Wartung von { $components }.
text-doubt = Pharos selbst ist gestört: Was es zeigt, kann veraltet sein.
text-components = Komponenten
badge-uptime = { $name } Verfügbarkeit 90 d
badge-latency = { $name } Latenz
badge-no-data = keine Daten
