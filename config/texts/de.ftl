### Was ein Dossier sagt, auf Deutsch. Zahlen kommen zweifach: $n für die Pluralregeln, $n-shown, wie sie gedruckt werden.

## Die Sprache
number-group = .
number-decimal = ,
comma = { ", " }
share = { $number }{ "\u00A0" }%
share-below = <{ "\u00A0" }{ $number }{ "\u00A0" }%

## Daten
date = { $day }. { $month } { $year }
first-day = 1
month-of-year = { $month } { $year }
quarter = { $quarter-shown }. Quartal { $year }
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

## Jede Seite
page = Seite { $page-shown }
of-pages = { " " }von { $total-shown }
dossier-id = Dossier { $id }
root-in-short = Wurzel des Registers { $root }…
integrity-in-short = Integritätshash { $hash }…

## Die Liste
volume = Band { $volume-shown } von { $volumes-shown }
entries = Einträge { $first } bis { $last }
column-entry = Nr.
column-pseudonym = Pseudonym
column-given-name = Vorname
column-family-name = Nachname
column-full-name = Vollständiger Name
column-initials = Initialen
column-city = Ort
column-region = Region
column-postcode = PLZ
column-country = Land
column-age-band = Alter
column-signed = Datum

## Das Deckblatt
addressed-to = Gerichtet an
petition = Petition
date-of-dossier = Datum
signatures-in-all = { $count ->
    [one] { $count-shown } Unterschrift
   *[other] { $count-shown } Unterschriften
}
signatures = { $count ->
    [one] Unterschrift
   *[other] Unterschriften
}
collected-between = gesammelt vom { $opened } bis zum { $closed }
collected-from = gesammelt ab dem { $opened }
collected-until = gesammelt bis zum { $closed }
section-petition = Die Petition
petition-address = Veröffentlicht unter { $url }
section-count = Die Zählung
count-sentence = { $count ->
    [one] Eine Person hat diese Petition unterzeichnet: { $count-shown } Unterschrift wurde angenommen.
   *[other] { $count-shown } Unterschriften wurden angenommen.
}
count-unit-rows = Die beiden Tabellen zählen jede Zeile, die nicht ausgesondert wurde, bevor wiederholte Unterschriften derselben Person zusammengeführt wurden ({ $rows ->
    [one] { $rows-shown } Zeile
   *[other] { $rows-shown } Zeilen
}). So lässt sich ihnen nicht entnehmen, ob eine bestimmte Person unterzeichnet hat.
count-unit-signatures = Die beiden Tabellen zählen Unterschriften, jede Person einmal.
count-merged = Orte und Zeiten mit wenigen Unterschriften sind unter „übrige“ gezählt („other“ in den CSV- und JSON-Dateien), damit niemand an einer kleinen Zahl zu erkennen ist.
by-country = Nach Land
by-period = Nach Zeitpunkt der Unterschrift
chart-bar = { $label }: { $count-shown }
chart-countries = Balkendiagramm der folgenden Tabelle nach Ländern. { $bars }.
chart-more-countries = { $n ->
    [one] { $n-shown } weiteres Land der Tabelle
   *[other] { $n-shown } weitere Länder der Tabelle
}
chart-periods = Liniendiagramm der folgenden Tabelle, von { $first } bis { $last }. Am höchsten ist { $most } mit { $count-shown }.
chart-gaps = Wo die Linie unterbrochen ist, hat niemand unterzeichnet, oder es ist unter den übrigen Zeiten gezählt.
merged-cell = übrige
other-country = Übrige Länder oder ohne Angabe
other-period = Übrige Zeiten oder ohne Angabe
head-country = Land
head-period = Zeitraum
head-rows = Zeilen
head-signatures = Unterschriften
head-share = Anteil
total = Summe
section-ledger = Was aus jeder Zeile wurde
ledger-sentence = { $read ->
    [one] Eine Zeile wurde gelesen
   *[other] { $read-shown } Zeilen wurden gelesen
}: { $accepted ->
    [0] keine wurde als Unterschrift angenommen
    [one] { $accepted-shown } wurde als Unterschrift angenommen
   *[other] { $accepted-shown } wurden als Unterschriften angenommen
}, { $duplicates ->
    [0] keine wiederholte
    [one] { $duplicates-shown } wiederholte
   *[other] { $duplicates-shown } wiederholten
} eine bereits vorhandene, { $aside ->
    [0] keine wurde ausgesondert
    [one] { $aside-shown } wurde ausgesondert
   *[other] { $aside-shown } wurden ausgesondert
}. Nichts ist stillschweigend weggelassen worden.
head-fate = Was aus ihnen wurde
ledger-none-set-aside = Ausgesondert
ledger-few = Die folgenden Tabellen nennen, was außerdem aufgefallen ist oder geändert wurde. Was weniger als { $k-shown }-mal vorkam, steht nicht darin.
ledger-read = Gelesene Zeilen
ledger-accepted = Als Unterschriften angenommen
ledger-duplicates = Wiederholte Unterschriften derselben Person, zusammengeführt
ledger-other-name = davon unter anderem Namen
ledger-set-aside = Ausgesondert: { $reason }
reason-no-identity = nichts, woran die Person zu unterscheiden wäre
reason-not-a-petition-row = keine Zeile der Petition
reason-unconfirmed = von der Person nicht bestätigt
reason-malformed = fehlerhafte Zeilen
reason-test = als Test gekennzeichnet
reason-invalid-address = E-Mail-Adresse ungültig
reason-weeded = von Beschäftigten entfernt, mit Begründung
ledger-identified = Woran eine Person von einer anderen unterschieden wurde
identity-email = an der E-Mail-Adresse
identity-phone = an der Telefonnummer
identity-person = an Name, Geburtsdatum und Ort
identity-row = an der Zeile als ganzer
ledger-flagged = Aufgefallen, aber gezählt
flag-invalid-address = E-Mail-Adresse ungültig
flag-unusable-date = Datum der Unterschrift nicht lesbar
flag-unknown-country = Land unbekannt
flag-reserved-domain = E-Mail-Adresse einer Domain für Beispiele
flag-url-in-name = Internetadresse im Namen
flag-formula-in-name = Name, der wie eine Formel beginnt
ledger-cleaned = Nur für die Anzeige geändert
cleaned-controls = Steuerzeichen
cleaned-invisible = unsichtbare Zeichen
cleaned-semicolon = Semikolons vor einem Formelzeichen
cleaned-marks = gehäufte diakritische Zeichen
cleaned-no-glyph = als Kästchen gezeichnete Zeichen
section-policy = Was dieses Dossier zeigt und was nicht
policy-shows = Es zeigt
policy-withholds = Es zeigt nicht
policy-merged = Was zusammengefasst ist
policy-register = Was dahintersteht
policy-root-alone = Das Register selbst bleibt bei der einreichenden Organisation. Von ihm steht hier nur eine Zahl, die Wurzel des Registers: Kein Name lässt sich daraus lesen, aber kein Name im Register lässt sich ändern, ohne dass sie sich ändert.
policy-pseudonymised = Was von Personen gezeigt wird, ist pseudonymisiert, nicht anonym: Wer das Register hat, könnte sagen, wer gemeint ist. Es ist entsprechend zu behandeln.
policy-named = Die Liste nennt Personen mit Namen und zeigt eine ihrer Meinungen. Das sind besonders geschützte personenbezogene Daten. Sie sind entsprechend zu behandeln.
policy-basis = Von der einreichenden Organisation angegebene Rechtsgrundlage
section-risk = Wie weit Personen erkennbar sind
risk-tables = Dieses Dossier enthält keine Zeile über eine Person. Etwas über jemanden erfahren ließe sich nur aus Zellen, die sehr wenige zählen; solche gibt es darum nicht. Alles in dieser Tabelle lässt sich aus dem Dossier nachzählen.
risk-list = Am leichtesten erkennt man eine Person an Angaben, die zusammen nur auf sie zutreffen. Nummern und Pseudonyme ausgenommen, trifft keine Verbindung von Angaben in der Liste nur auf wenige zu. Alles in dieser Tabelle lässt sich aus dem Dossier nachzählen.
risk-named = Wer die Liste hat, weiß, wer unterzeichnet hat: Dazu ist sie da. Die Tabellen schützen alle, die Land oder Zeit nur mit wenigen teilen. Alles in dieser Tabelle lässt sich aus dem Dossier nachzählen.
risk-few = Die einzige Ausnahme ist die Gesamtzahl: Sie liegt unter dem, was eine Zelle mindestens zählt, und ist dennoch genau angegeben.
head-measure = Maß
head-figure = Wert
risk-least-rows = Mindestzahl in einer Zelle der Tabellen, in Zeilen
risk-least-signatures = Mindestzahl in einer Zelle der Tabellen, in Unterschriften
risk-smallest-cell = Kleinste Zelle beider Tabellen
risk-countries = Einzeln gezeigte Länder
risk-other-countries = Anteil, der unter den übrigen Ländern gezählt ist
risk-periods = Einzeln gezeigte Zeiten
risk-other-periods = Anteil, der unter den übrigen Zeiten gezählt ist
risk-combinations = Verschiedene Verbindungen von Angaben in der Liste
risk-smallest-combination = Einträge, die die seltenste Verbindung teilen
risk-average = Mittlere Aussicht, den richtigen Eintrag einer Person zu treffen, deren Angaben bekannt sind
risk-empty = Anteil der Einträge, denen eine Angabe fehlt, die andere haben
section-volumes = Die Liste
volumes-sentence = { $volumes ->
    [one] Die Liste liegt diesem Deckblatt in einem Band bei, als PDF und als Tabelle.
   *[other] Die Liste liegt diesem Deckblatt in { $volumes-shown } Bänden bei, als PDF und als eine Tabelle.
}
head-file = Datei
head-entries = Einträge
section-verify = Wie dieses Dossier geprüft wird
verify-intro = Das können alle, mit Werkzeugen, die es auf den meisten Rechnern gibt, und ohne die einreichende Organisation.
step-paper = Den Begleitschein zur Hand nehmen, der zu diesem Dossier auf Papier und auf einem anderen Weg als die Dateien gekommen ist. Er zeigt den Integritätshash und den Fingerabdruck des Siegels. Der Integritätshash ist eine Zahl, die aus den Dateien des Dossiers errechnet ist: Wird darin ein einziger Buchstabe geändert, ergibt sich eine andere.
step-files = Das Dossier entpacken, in seinem Ordner ein Terminal öffnen und diese Zeilen eingeben. Beide müssen für jede Datei OK melden.
step-hash = Diese Zeile eingeben. Sie muss den Integritätshash ausgeben, der auf dem Begleitschein steht, alle 64 Ziffern und Buchstaben.
step-seal = Diese Zeile eingeben. Die Antwort muss mit Good beginnen und den Fingerabdruck des Siegels zeigen, der auf dem Begleitschein steht.
step-register = Prüfen, ob das Register hinter der Zählung echt ist: würfeln und Einträge offenlegen lassen. Der Begleitschein hat Platz für die Zahlen. Die offengelegten Einträge müssen zur unten stehenden Wurzel des Registers führen.
step-register-closed = Die unten stehende Wurzel des Registers mit der in der Datei proof/register.checkpoint vergleichen. Sie bindet die einreichende Organisation an das Register dieses Tages; aus diesem Dossier kann kein Eintrag offengelegt werden.
verify-platforms = Unter macOS shasum -a 256 statt sha256sum schreiben. Für Windows, und um diese Schritte nachzulesen: siehe data/HOW-TO-VERIFY.txt.
verify-compare = Zum Vergleich
root-code = QR-Code der Wurzel des Registers, wie in der Datei proof/register.checkpoint
register-root = Wurzel des Registers
seal-fingerprint = Fingerabdruck des Siegels
seal-name = Name des Siegels
dossier-number = Dossier
replaces = Ersetzt das Dossier mit dem Integritätshash
section-register = Für die Registratur der empfangenden Stelle
register-intro = Von der empfangenden Stelle auszufüllen und mit dem Dossier abzulegen.
register-organiser = Einreichende Organisation
register-by = Entgegengenommen von
register-date = Eingangsdatum
register-signature = Unterschrift
register-stamp = Stempel
english-notice = Dieses Dossier wurde in einer Sprache angefordert, die dieses Programm noch nicht hat. Es ist auf Englisch.

## Der Begleitschein
slip-title = Begleitschein zum Dossier
slip-intro = Dieses Blatt aufbewahren. Es ist das Maß, an dem die Dateien geprüft werden.
slip-integrity = Integritätshash
slip-zip = SHA-256 der Zip-Datei
slip-code = QR-Code des Integritätshashs
slip-count = { $count ->
    [one] Unterschrift in diesem Dossier
   *[other] Unterschriften in diesem Dossier
}
slip-inside-rows = Das Dossier enthält eine Liste mit einer Zeile je Unterschrift. Sie zeigt von einer Person nur, was die Regel „{ $policy }“ zulässt; keine Straße, E-Mail-Adresse oder Telefonnummer steht darin.
slip-inside-none = Das Dossier enthält nur Summen, keine Zeile, keinen Namen und keine Adresse einer Person.
slip-verify = Zur Prüfung
slip-unpack = Die Zip-Datei entpacken, im Ordner dossier-{ $id } ein Terminal öffnen und Zeile für Zeile eingeben:
slip-answer-files = OK für jede Datei
slip-answer-hash = der Integritätshash oben
slip-answer-seal = beginnt mit Good und zeigt den Fingerabdruck oben
slip-platforms = Dasselbe für macOS und Windows: data/HOW-TO-VERIFY.txt in diesem Ordner.
slip-second-person = Freigegeben, nachdem eine zweite Person zugestimmt hat.
slip-same-person = Freigegeben von der Person, die es gepackt hat; diese Organisation verlangt keine zweite.
slip-audit-head = Einträge des Prüfprotokolls: { $entries-shown }; Hash des letzten:
slip-petition = Petition
slip-recipient = Für
receipt-title = Empfangsbestätigung
receipt-intro = Von der Person auszufüllen, die das Dossier entgegennimmt; beide Seiten bewahren sie auf.
receipt-office = Dienststelle
receipt-date = Datum
receipt-number = Eingangsnummer
receipt-signature = Unterschrift und Stempel
receipt-dice = Würfel: 24 Würfe
receipt-size = Offenzulegende Einträge
receipt-size-most = höchstens { $most-shown }
receipt-fields = Offenzulegende Felder
field-given-name = Vorname
field-family-name = Nachname
field-full-name = vollständiger Name
field-email = E-Mail-Adresse
field-phone = Telefonnummer
field-street = Straße
field-city = Ort
field-region = Region
field-postcode = Postleitzahl
field-country = Land
field-birth-date = Geburtsdatum
field-document-number = Ausweisnummer
field-signed-at = Zeitpunkt der Unterschrift
receipt-hash = Empfangener Integritätshash
receipt-challenge = Sollen Einträge geprüft werden, jetzt würfeln und die Augenzahlen hier eintragen, bevor die einreichende Organisation etwas offenlegt.
receipt-no-challenge = Aus diesem Dossier können keine Einträge offengelegt werden.

## Der Stichprobenbogen
sheet-title = Stichprobenbogen
sheet-head = Stichprobenbogen · personenbezogene Daten
sheet-intro = Ihre Würfel haben diese Einträge aus dem versiegelten Register gezogen, und die einreichende Organisation hat sie für Sie offengelegt. Auf diesem Bogen prüfen Sie einen nach dem anderen.
sheet-drawn = Gezogene Einträge
sheet-sample = { $drawn-shown } von { $size-shown }
sheet-fields = Offengelegte Felder
sheet-no-fields = keine
sheet-dice = Würfel
sheet-how = So verwenden Sie diesen Bogen
sheet-step-compare = Vergleichen Sie Integritätshash, Würfel, Anzahl der Einträge und offengelegte Felder mit Ihrer Empfangsbestätigung. Weicht etwas davon ab, ist dies nicht die Antwort auf Ihre Würfel: Prüfen Sie dann nicht weiter.
sheet-step-tick = Stellen Sie für jeden Eintrag mit eigenen Mitteln fest, ob das Offengelegte wahr ist. Kreuzen Sie „gültig“ oder „ungültig“ an. Ist etwas falsch, ist der Eintrag ungültig. Können Sie es nicht feststellen, kreuzen Sie „ungültig“ an: So bleibt die Schranke auf der sicheren Seite.
sheet-list = Auch was die Liste von jedem Eintrag zeigt, wurde offengelegt; die Prüfung vergleicht es mit der Liste selbst.
sheet-step-count = Zählen Sie die als „ungültig“ angekreuzten Einträge. Ihre Anzahl ist K. Lassen Sie zurückgehaltene weg: Die Prüfung zählt sie von selbst als schlecht.
sheet-step-bound = Geben Sie diese Zeile ein, anstelle von DICE und HASH die Würfel und den Integritätshash Ihrer Empfangsbestätigung, anstelle von K Ihre Anzahl. Sie prüft jeden Eintrag am versiegelten Register und nennt die Schranke. Die Seite, auf der Dossiers geprüft werden, leistet dasselbe. Was die Schranke besagt, steht am Ende.
sheet-says = Was die Schranke besagt
sheet-bound = Sie besagt mit 95{ "\u00A0" }% Sicherheit, wie viele Einträge des ganzen Registers höchstens schlecht sind. Schlecht sind solche, die sich nicht offenlegen lassen, und solche, deren offengelegte Felder sich als falsch erweisen. Sie besagt nichts über Personen, die mehrmals unterzeichnet haben, und nicht, dass eine namentlich genannte Person unterzeichnet hat.
sheet-holds = Personenbezogene Daten
sheet-personal = Dieser Bogen enthält Angaben über Personen und eine ihrer Meinungen. Das sind besonders geschützte personenbezogene Daten. Zeigen Sie ihn nur denen, die prüfen, und vernichten Sie ihn nach Gebrauch, wie das Gesetz es verlangt.
sheet-entries = Die Einträge
sheet-boxes = Ein Kästchen mit Ziffern ist ein Zeichen, das man nicht sieht oder das nicht dargestellt werden kann; die Ziffern sind seine Nummer in Unicode.
sheet-entry = Eintrag
sheet-valid = gültig
sheet-not-valid = ungültig
sheet-remarks = Bemerkungen
sheet-withheld = Zurückgehalten: Dieser Eintrag wurde nicht offengelegt. Er zählt als schlecht.
sheet-empty = (leer)
sheet-total-valid = Als „gültig“ angekreuzt
sheet-total-not-valid = Als „ungültig“ angekreuzt (das ist K)
sheet-total-withheld = Zurückgehalten
sheet-total = Gezogene Einträge, zusammen
sheet-checked-by = Geprüft von

## HOW-TO-VERIFY.txt
how-title = WIE DIESES DOSSIER GEPRÜFT WIRD
how-intro = Sie brauchen nur Werkzeuge, die auf den meisten Rechnern schon vorhanden sind. Öffnen Sie ein Terminal im Ordner dossier-{ $id } (dem Ordner über dem, in dem diese Datei liegt) und kopieren Sie die eingerückten Zeilen, eine nach der anderen.
how-files = Die ersten beiden Befehle müssen für jede Datei OK melden. Der dritte gibt den Integritätshash aus: Vergleichen Sie ihn mit dem auf Papier, alle 64 Ziffern und Buchstaben.
how-files-windows = Die ersten beiden Befehle müssen für jede Datei OK melden. Der dritte gibt den Integritätshash aus: Vergleichen Sie ihn mit dem auf Papier, alle 64 Ziffern und Buchstaben. Verwenden Sie PowerShell.
how-seal = Der letzte Befehl muss mit einer Zeile antworten, die so beginnt: Good "handover-dossier" signature. Der Fingerabdruck darin muss der auf Papier sein. Dieses Dossier sagt, er sei:
how-trust = Ein Schlüssel im Dossier beweist für sich allein nichts: Es zählt der Fingerabdruck auf Papier oder auf der Website der einreichenden Organisation.
how-other = Andere Werkzeuge
how-other-text = Wenn Sie sie haben, sagen diese Befehle dasselbe auf andere Weise. Der erste braucht bagit für Python; der zweite ist das Programm, das dieses Dossier erstellt hat, und prüft weit mehr.
