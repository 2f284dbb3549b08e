### Ciò che dice un fascicolo, in italiano. I numeri vengono due volte: $n per il plurale, $n-shown come si stampa.
### MILLIONS: dopo un numero tondo di milioni il sostantivo vuole «di».

## La lingua
number-group = .
number-decimal = ,
comma = { ", " }
share = { $number }%
share-below = <{ $number }%

## Date
date = { $day } { $month } { $year }
first-day = 1º
month-of-year = { $month } { $year }
quarter = { $quarter-shown }º trimestre { $year }
month-1 = gennaio
month-2 = febbraio
month-3 = marzo
month-4 = aprile
month-5 = maggio
month-6 = giugno
month-7 = luglio
month-8 = agosto
month-9 = settembre
month-10 = ottobre
month-11 = novembre
month-12 = dicembre

## Ogni pagina
page = Pagina { $page-shown }
of-pages = { " " }di { $total-shown }
dossier-id = Fascicolo { $id }
root-in-short = Radice del registro { $root }…
integrity-in-short = Impronta di integrità { $hash }…

## L’elenco
volume = Volume { $volume-shown } di { $volumes-shown }
entries = Voci da { $first } a { $last }
column-entry = N.
column-pseudonym = Pseudonimo
column-given-name = Nome
column-family-name = Cognome
column-full-name = Nome completo
column-initials = Iniziali
column-city = Località
column-region = Regione
column-postcode = CAP
column-country = Paese
column-age-band = Età
column-signed = Data

## La copertina
addressed-to = Destinatario
petition = Petizione
date-of-dossier = Data
signatures-in-all = { $count ->
    [one] { $count-shown } firma
   *[other] { $count-shown } { MILLIONS($count, "di ") }firme
}
signatures = { $count ->
    [one] firma
   *[other] { MILLIONS($count, "di ") }firme
}
# Senza preposizioni articolate: «dal 10» ma «dall’11».
collected-between = periodo di raccolta: { $opened } – { $closed }
collected-from = inizio della raccolta: { $opened }
collected-until = fine della raccolta: { $closed }
section-petition = La petizione
petition-address = Pubblicata all’indirizzo { $url }
section-count = Il conteggio
count-sentence = { $count ->
    [one] Una persona ha firmato questa petizione: è stata accolta { $count-shown } firma.
   *[other] Sono state accolte { $count-shown } { MILLIONS($count, "di ") }firme.
}
count-unit-rows = Le due tabelle contano ogni riga non accantonata, prima che le firme ripetute di una stessa persona fossero unite ({ $rows ->
    [one] { $rows-shown } riga
   *[other] { $rows-shown } { MILLIONS($rows, "di ") }righe
}). Così nessuno può ricavarne se una determinata persona abbia firmato.
count-unit-signatures = Le due tabelle contano le firme, ogni persona una sola volta.
count-merged = I luoghi e i periodi con poche firme sono contati insieme come «altri» («other» nei file CSV e JSON), affinché nessuno sia riconoscibile da un numero piccolo.
by-country = Per Paese
by-period = Per data della firma
chart-bar = { $label }: { $count-shown }
chart-countries = Grafico a barre della tabella seguente, per Paese. { $bars }.
chart-more-countries = { $n ->
    [one] { $n-shown } altro Paese della tabella
   *[other] { $n-shown } altri Paesi della tabella
}
chart-periods = Grafico a linea della tabella seguente: { $first } – { $last }. Il punto più alto è { $most }, con { $count-shown }.
chart-gaps = Dove la linea è interrotta nessuno ha firmato, oppure il numero è contato negli altri periodi.
merged-cell = altri
other-country = Altri Paesi, o non indicato
other-period = Altri periodi, o non indicato
head-country = Paese
head-period = Periodo
head-rows = Righe
head-signatures = Firme
head-share = Quota
total = Totale
section-ledger = L’esito di ogni riga
ledger-sentence = { $read ->
    [one] È stata letta una riga
   *[other] Sono state lette { $read-shown } { MILLIONS($read, "di ") }righe
}: { $accepted ->
    [0] nessuna è stata accolta come firma
    [one] { $accepted-shown } è stata accolta come firma
   *[other] { $accepted-shown } sono state accolte come firme
}, { $duplicates ->
    [0] nessuna ripeteva
    [one] { $duplicates-shown } ripeteva
   *[other] { $duplicates-shown } ripetevano
} una firma già presente, { $aside ->
    [0] nessuna è stata accantonata
    [one] { $aside-shown } è stata accantonata
   *[other] { $aside-shown } sono state accantonate
}. Nulla è stato omesso in silenzio.
head-fate = Il loro esito
ledger-none-set-aside = Accantonate
ledger-few = Le tabelle seguenti dicono che cos’altro è stato notato o modificato. Ciò che si è trovato meno di { $k-shown } volte non vi figura.
ledger-read = Righe lette
ledger-accepted = Accolte come firme
ledger-duplicates = Firme ripetute di una stessa persona, unite
ledger-other-name = di cui con un altro nome
ledger-set-aside = Accantonate: { $reason }
reason-no-identity = nulla che permetta di distinguere la persona
reason-not-a-petition-row = riga estranea alla petizione
reason-unconfirmed = non confermate dalla persona
reason-malformed = righe difettose
reason-test = contrassegnate come prova
reason-invalid-address = indirizzo e-mail non valido
reason-weeded = rimosse dal personale, con indicazione del motivo
ledger-identified = Come una persona è stata distinta da un’altra
identity-email = dall’indirizzo e-mail
identity-phone = dal numero di telefono
identity-person = da nome, data di nascita e luogo
identity-row = dalla riga intera
ledger-flagged = Segnalate, ma contate
flag-invalid-address = indirizzo e-mail non valido
flag-unusable-date = data della firma illeggibile
flag-unknown-country = Paese sconosciuto
flag-reserved-domain = indirizzo e-mail di un dominio riservato agli esempi
flag-url-in-name = indirizzo web nel nome
flag-formula-in-name = nome che inizia come una formula
ledger-cleaned = Modificate solo per la visualizzazione
cleaned-controls = caratteri di controllo
cleaned-invisible = caratteri invisibili
cleaned-semicolon = punti e virgola davanti a un segno di formula
cleaned-marks = segni diacritici accumulati
cleaned-no-glyph = caratteri disegnati in un riquadro
section-policy = Che cosa mostra questo fascicolo e che cosa no
policy-shows = Mostra
policy-withholds = Non mostra
policy-merged = Che cosa è raggruppato
policy-register = Che cosa c’è dietro
policy-root-alone = Il registro stesso resta presso l’ente organizzatore. Qui ne compare solo un numero, la radice del registro: nessun nome vi si può leggere, ma nessun nome del registro può essere cambiato senza che essa cambi.
policy-pseudonymised = Ciò che si mostra delle persone è pseudonimizzato, non anonimo: chi ha il registro potrebbe dire di chi si tratta. Va trattato di conseguenza.
policy-named = L’elenco nomina delle persone e mostra una loro opinione. Sono dati personali particolarmente protetti. Vanno trattati di conseguenza.
policy-basis = Base giuridica indicata dall’ente organizzatore
section-risk = Fino a che punto una persona è riconoscibile
risk-tables = Questo fascicolo non contiene alcuna riga su una persona. Si potrebbe sapere qualcosa di qualcuno solo da caselle che contassero pochissime persone; perciò non ce ne sono. Tutto ciò che dice questa tabella si può ricontare a partire dal fascicolo.
risk-list = Una persona si riconosce più facilmente da una combinazione di dati che nessun altro ha. A parte numeri e pseudonimi, nessuna combinazione dell’elenco appartiene a pochi. Tutto ciò che dice questa tabella si può ricontare a partire dal fascicolo.
risk-named = Chi ha l’elenco sa chi ha firmato: serve a questo. Le tabelle proteggono chi condivide con pochi un Paese o un periodo. Tutto ciò che dice questa tabella si può ricontare a partire dal fascicolo.
risk-few = La sola eccezione è il totale: è inferiore al minimo di una casella ed è indicato comunque con esattezza.
head-measure = Misura
head-figure = Valore
risk-least-rows = Minimo contato da una casella delle tabelle, in righe
risk-least-signatures = Minimo contato da una casella delle tabelle, in firme
risk-smallest-cell = Casella più piccola delle due tabelle
risk-countries = Paesi mostrati separatamente
risk-other-countries = Quota contata negli altri Paesi
risk-periods = Periodi mostrati separatamente
risk-other-periods = Quota contata negli altri periodi
risk-combinations = Combinazioni diverse di dati nell’elenco
risk-smallest-combination = Voci che condividono la combinazione più rara
risk-average = Probabilità media di indovinare la voce di una persona i cui dati sono noti
risk-empty = Quota delle voci senza un dato che altre hanno
section-volumes = L’elenco
volumes-sentence = { $volumes ->
    [one] L’elenco è in un volume allegato a questa copertina, in PDF e come tabella.
   *[other] L’elenco è in { $volumes-shown } { MILLIONS($volumes, "di ") }volumi allegati a questa copertina, in PDF e come unica tabella.
}
head-file = File
head-entries = Voci
section-verify = Come verificare questo fascicolo
verify-intro = Può farlo chiunque, con strumenti presenti sulla maggior parte dei computer e senza l’ente organizzatore.
step-paper = Prendere la distinta pervenuta su carta con questo fascicolo, per una via diversa da quella dei file. Mostra l’impronta di integrità e l’impronta del sigillo. L’impronta di integrità è un numero calcolato dai file del fascicolo: se vi cambia anche una sola lettera, ne risulta un’altra.
step-files = Decomprimere il fascicolo, aprire un terminale nella sua cartella e digitare queste righe. Entrambe devono rispondere OK per ogni file.
step-hash = Digitare questa riga. Deve mostrare l’impronta di integrità riportata sulla distinta, tutte le 64 cifre e lettere.
step-seal = Digitare questa riga. La risposta deve iniziare con Good e mostrare l’impronta del sigillo riportata sulla distinta.
step-register = Verificare che il registro dietro il conteggio sia reale: lanciare dei dadi e far aprire delle voci. La distinta ha spazio per i numeri. Le voci aperte devono condurre alla radice del registro qui sotto.
step-register-closed = Confrontare la radice del registro qui sotto con quella del file proof/register.checkpoint. Essa vincola l’ente organizzatore al registro com’era alla data di questo fascicolo; nessuna voce di questo fascicolo può essere aperta.
verify-platforms = Su macOS scrivere shasum -a 256 al posto di sha256sum. Per Windows, e per rivedere questi passi, si veda data/HOW-TO-VERIFY.txt.
verify-compare = Da confrontare
root-code = Codice QR della radice del registro, come nel file proof/register.checkpoint
register-root = Radice del registro
seal-fingerprint = Impronta del sigillo
seal-name = Nome del sigillo
dossier-number = Fascicolo
replaces = Sostituisce il fascicolo con l’impronta di integrità
section-register = Per il registro del destinatario
register-intro = Da compilare a cura di chi riceve il fascicolo e da archiviare con esso.
register-organiser = Ente organizzatore
register-by = Ricevuto da
register-date = Data di ricezione
register-signature = Firma
register-stamp = Timbro
english-notice = Questo fascicolo è stato richiesto in una lingua che questo programma non ha ancora. È in inglese.

## La distinta
slip-title = Distinta di un fascicolo sigillato
slip-intro = Da conservare. Questo foglio è la misura con cui si confrontano i file.
slip-integrity = Impronta di integrità
slip-zip = SHA-256 del file zip
slip-code = Codice QR dell’impronta di integrità
slip-count = { $count ->
    [one] firma in questo fascicolo
   *[other] { MILLIONS($count, "di ") }firme in questo fascicolo
}
slip-inside-rows = Il fascicolo contiene un elenco con una riga per ogni firma. Di ogni persona mostra solo ciò che consente la regola «{ $policy }»; non vi figurano vie, indirizzi e-mail o numeri di telefono.
slip-inside-none = Il fascicolo contiene solo totali. Non vi figurano righe, nomi o indirizzi di alcuna persona.
slip-verify = Per verificare
slip-unpack = Decomprimere il file zip, aprire un terminale nella cartella dossier-{ $id } e digitare riga per riga:
slip-answer-files = OK per ogni file
slip-answer-hash = l’impronta di integrità riportata sopra
slip-answer-seal = inizia con Good e mostra l’impronta del sigillo riportata sopra
slip-platforms = Lo stesso per macOS e Windows: data/HOW-TO-VERIFY.txt in quella cartella.
slip-second-person = Rilasciato dopo l’approvazione di una seconda persona.
slip-same-person = Rilasciato dalla persona che lo ha preparato; questa organizzazione non ne richiede una seconda.
slip-audit-head = Voci del registro di controllo: { $entries-shown }; impronta dell’ultima:
slip-petition = Petizione
slip-recipient = Destinatario
receipt-title = Ricevuta
receipt-intro = Da compilare a cura di chi riceve il fascicolo e da conservare da entrambe le parti.
receipt-office = Ufficio
receipt-date = Data
receipt-number = Numero di protocollo
receipt-signature = Firma e timbro
receipt-dice = Dadi: 24 lanci
receipt-size = Voci da aprire
receipt-size-most = al massimo { $most-shown }
receipt-fields = Campi da aprire
field-given-name = nome
field-family-name = cognome
field-full-name = nome completo
field-email = indirizzo e-mail
field-phone = numero di telefono
field-street = via
field-city = località
field-region = regione
field-postcode = codice postale
field-country = Paese
field-birth-date = data di nascita
field-document-number = numero di documento
field-signed-at = data della firma
receipt-hash = Impronta di integrità ricevuta
receipt-challenge = Se si devono controllare delle voci, lanciare i dadi ora e annotarli qui, prima che l’ente organizzatore riveli alcunché.
receipt-no-challenge = Di questo fascicolo non si possono aprire voci.

## Il foglio del campione
sheet-title = Foglio del campione
sheet-head = Foglio del campione · dati personali
sheet-intro = I Suoi dadi hanno estratto queste voci dal registro sigillato, e l’ente organizzatore le ha aperte per Lei. Su questo foglio si controllano una per una.
sheet-drawn = Voci estratte
sheet-sample = { $drawn-shown } di { $size-shown }
sheet-fields = Campi aperti
sheet-no-fields = nessuno
sheet-dice = Dadi
sheet-how = Come usare questo foglio
sheet-step-compare = Confrontare l’impronta di integrità, i dadi, il numero delle voci e i campi aperti con la ricevuta. Se qualcosa differisce, questa non è la risposta ai Suoi dadi: non proseguire.
sheet-step-tick = Accertare con mezzi propri, per ogni voce, se ciò che è stato aperto è vero. Segnare «valida» o «non{ "\u00A0" }valida». Se qualcosa è falso, la voce non è valida. Se non è possibile accertarlo, segnare «non{ "\u00A0" }valida»: così il limite resta prudente.
sheet-list = È stato aperto anche ciò che l’elenco mostra di ogni voce; il controllo lo confronta con l’elenco stesso.
sheet-step-count = Contare le voci segnate «non{ "\u00A0" }valida». Il loro numero è K. Non contare le voci trattenute: il controllo le conta da sé come irregolari.
sheet-step-bound = Digitare questa riga, con i dadi e l’hash di integrità della ricevuta al posto di DICE e HASH, e il proprio conteggio al posto di K. Confronta ogni voce con il registro sigillato e indica il limite. La pagina di verifica dei fascicoli fa lo stesso. Che cosa dice il limite è spiegato alla fine.
sheet-says = Che cosa dice il limite
sheet-bound = Dice, con un livello di confidenza del 95%, quante voci dell’intero registro sono irregolari, al massimo. Sono irregolari quelle che non si aprono e quelle i cui campi aperti risultano falsi. Non dice nulla di persone che abbiano firmato più volte, né che una persona nominata abbia firmato.
sheet-holds = Dati personali
sheet-personal = Questo foglio parla di persone e di una loro opinione. Sono dati personali particolarmente protetti. Va mostrato solo a chi controlla e distrutto dopo l’uso, come la legge richiede.
sheet-entries = Le voci
sheet-boxes = Un riquadro con cifre è un carattere che non si vede o non si può disegnare; le cifre sono il suo numero in Unicode.
sheet-entry = Voce
sheet-valid = valida
sheet-not-valid = non valida
sheet-remarks = Osservazioni
sheet-withheld = Trattenuta: questa voce non è stata aperta. Conta come irregolare.
sheet-empty = (vuoto)
sheet-total-valid = Segnate «valida»
sheet-total-not-valid = Segnate «non valida» (questo è K)
sheet-total-withheld = Trattenute
sheet-total = Voci estratte, in tutto
sheet-checked-by = Controllato da

## HOW-TO-VERIFY.txt
how-title = COME VERIFICARE QUESTO FASCICOLO
how-intro = Servono solo strumenti già presenti sulla maggior parte dei computer. Aprire un terminale nella cartella dossier-{ $id } (quella che contiene la cartella di questo file) e copiare le righe rientrate, una alla volta.
how-files = I primi due comandi devono rispondere OK per ogni file. Il terzo mostra l’impronta di integrità: confrontarla con quella su carta, tutte le 64 cifre e lettere.
how-files-windows = I primi due comandi devono rispondere OK per ogni file. Il terzo mostra l’impronta di integrità: confrontarla con quella su carta, tutte le 64 cifre e lettere. Usare PowerShell.
how-seal = L’ultimo comando deve rispondere con una riga che inizia così: Good "handover-dossier" signature. L’impronta che vi si trova deve essere quella su carta. Questo fascicolo dice che è:
how-trust = Una chiave contenuta nel fascicolo non prova nulla di per sé: conta l’impronta su carta o sul sito dell’ente organizzatore.
how-other = Altri strumenti
how-other-text = Se sono disponibili, questi comandi dicono lo stesso in altro modo. Il primo richiede bagit per Python; il secondo è il programma che ha prodotto il fascicolo e controlla molto di più.
