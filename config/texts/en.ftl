### What a dossier says, in English. Numbers come twice: $n for plural rules, $n-shown as it is printed.

## The language
number-group = ,
number-decimal = .
comma = { ", " }
share = { $number }%
share-below = <{ $number }%

## Dates
date = { $day } { $month } { $year }
first-day = 1
month-of-year = { $month } { $year }
quarter = { $quarter ->
    [1] 1st
    [2] 2nd
    [3] 3rd
   *[4] 4th
} quarter { $year }
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

## Every page
page = Page { $page-shown }
of-pages = { " " }of { $total-shown }
dossier-id = Dossier { $id }
root-in-short = Register root { $root }…
integrity-in-short = Integrity hash { $hash }…

## The list
volume = Volume { $volume-shown } of { $volumes-shown }
entries = Entries { $first } to { $last }
column-entry = No.
column-pseudonym = Pseudonym
column-given-name = Given name
column-family-name = Family name
column-full-name = Full name
column-initials = Initials
column-city = City
column-region = Region
column-postcode = Postcode
column-country = Country
column-age-band = Age
column-signed = Signed

## The cover
addressed-to = Addressed to
petition = Petition
date-of-dossier = Date
signatures-in-all = { $count ->
    [one] { $count-shown } signature
   *[other] { $count-shown } signatures
}
signatures = { $count ->
    [one] signature
   *[other] signatures
}
collected-between = collected from { $opened } to { $closed }
collected-from = collected from { $opened }
collected-until = collected until { $closed }
section-petition = The petition
petition-address = Published at { $url }
section-count = The count
count-sentence = { $count ->
    [one] One person signed this petition: { $count-shown } signature was accepted.
   *[other] { $count-shown } signatures were accepted.
}
count-unit-rows = The two tables count every row that was not set aside, before repeated signatures of one person were merged ({ $rows ->
    [one] { $rows-shown } row
   *[other] { $rows-shown } rows
}). So nobody can learn from them whether a given person signed.
count-unit-signatures = The two tables count signatures, each person once.
count-merged = Places and times with few signatures are counted under “other”, so that nobody is recognised by a small number.
by-country = By country
by-period = By time of signing
chart-bar = { $label }: { $count-shown }
chart-countries = Bar chart of the table that follows, by country. { $bars }.
chart-more-countries = { $n ->
    [one] { $n-shown } more country, in the table
   *[other] { $n-shown } more countries, in the table
}
chart-periods = Line chart of the table that follows, from { $first } to { $last }. The highest point is { $most }, with { $count-shown }.
chart-gaps = Where the line is broken nobody signed, or it is counted with other times.
merged-cell = other
other-country = Other countries, or not stated
other-period = Other times, or not stated
head-country = Country
head-period = Period
head-rows = Rows
head-signatures = Signatures
head-share = Share
total = Total
section-ledger = What became of every row
ledger-sentence = { $read ->
    [one] One row was read
   *[other] { $read-shown } rows were read
}: { $accepted ->
    [0] none became a signature
    [one] { $accepted-shown } became a signature
   *[other] { $accepted-shown } became signatures
}, { $duplicates ->
    [0] none
   *[other] { $duplicates-shown }
} repeated a signature already there, { $aside ->
    [0] none was set aside
    [one] { $aside-shown } was set aside
   *[other] { $aside-shown } were set aside
}. Nothing was dropped unseen.
head-fate = What became of them
ledger-none-set-aside = Set aside
ledger-few = The tables that follow say what else was noticed or changed. They leave out what was found fewer than { $k-shown } times.
ledger-read = Rows read
ledger-accepted = Accepted as signatures
ledger-duplicates = Repeated signatures of one person, merged
ledger-other-name = of these, under another name
ledger-set-aside = Set aside: { $reason }
reason-no-identity = nothing to tell the person by
reason-not-a-petition-row = not a row of the petition
reason-unconfirmed = not confirmed by the person
reason-malformed = broken rows
reason-test = marked as a test
reason-invalid-address = e-mail address not valid
reason-weeded = removed by staff, with a reason
ledger-identified = How one person was told from another
identity-email = by e-mail address
identity-phone = by telephone number
identity-person = by name, date of birth and place
identity-row = by the row as a whole
ledger-flagged = Noticed, but counted
flag-invalid-address = e-mail address not valid
flag-unusable-date = date of signing not readable
flag-unknown-country = country not known
flag-reserved-domain = e-mail address of a domain for examples
flag-url-in-name = web address in the name
flag-formula-in-name = name that begins like a formula
ledger-cleaned = Changed for display only
cleaned-controls = control characters
cleaned-invisible = invisible characters
cleaned-semicolon = semicolons before a formula sign
cleaned-marks = piled-up marks
cleaned-no-glyph = characters drawn as boxes
section-policy = What this dossier shows, and what it does not
policy-shows = It shows
policy-withholds = It does not show
policy-merged = What is counted together
policy-register = What stands behind it
policy-root-alone = The register itself stays with the organiser. All that is here of it is one number, the register root: no name can be read from it, but no name in the register can be changed without changing it.
policy-pseudonymised = What is shown of persons is pseudonymised, not anonymous: whoever holds the register could tell who is meant. Treat it accordingly.
policy-named = The list names persons and shows an opinion of theirs. It is personal data under special protection. Treat it accordingly.
policy-basis = Legal basis stated by the organiser
section-risk = How far persons can be recognised
risk-tables = This dossier has no line about any person. Something could be learned of persons only from tables whose cells count very few; therefore none does. Everything in this table can be counted again from the dossier.
risk-list = A person is recognised most easily by a combination of details that nobody else has. No combination in the list, numbers and pseudonyms aside, belongs to few. Everything in this table can be counted again from the dossier.
risk-named = Whoever holds the list knows who signed: that is what it is for. The tables protect those who share a country or a time with few others. Everything in this table can be counted again from the dossier.
risk-few = The total is the one exception: it is smaller than the least that a cell may count, and is given exactly all the same.
head-measure = Measure
head-figure = Figure
risk-least-rows = Least that a cell of the tables may count, in rows
risk-least-signatures = Least that a cell of the tables may count, in signatures
risk-smallest-cell = Smallest cell of both tables
risk-countries = Countries shown by themselves
risk-other-countries = Share counted under other countries
risk-periods = Times shown by themselves
risk-other-periods = Share counted under other times
risk-combinations = Different combinations of details in the list
risk-smallest-combination = Entries that share the rarest combination
risk-average = Average chance of picking the right entry of a person whose details are known
risk-empty = Share of entries without a detail that others have
section-volumes = The list
volumes-sentence = { $volumes ->
    [one] The list is in one volume beside this cover, as PDF and as a table.
   *[other] The list is in { $volumes-shown } volumes beside this cover, as PDF and as one table.
}
head-file = File
head-entries = Entries
section-verify = How to verify this dossier
verify-intro = Anyone can do this, with tools that are on most computers, and without the organiser.
step-paper = Take the slip that came with this dossier on paper, by another route than the files. It shows the integrity hash and the fingerprint of the seal. The integrity hash is a number worked out from the files of the dossier: if one letter in them is changed, it becomes another.
step-files = Unpack the dossier, open a terminal in its folder and type these lines. Both must answer OK for every file.
step-hash = Type this line. It must print the integrity hash that stands on the slip, all 64 digits and letters.
step-seal = Type this line. The answer must begin with Good and show the seal’s fingerprint that stands on the slip.
step-register = Check that the register behind the count is real: throw dice and have entries opened. The slip has room for the numbers. The opened entries must lead to the register root below.
step-register-closed = Compare the register root below with the one in the file proof/register.checkpoint. It binds the organiser to the register as it was on this day; no entry of this dossier can be opened.
verify-platforms = On macOS, write shasum -a 256 for sha256sum. For Windows, and for these steps again, see data/HOW-TO-VERIFY.txt.
verify-compare = For comparison
root-code = QR code of the register root, as in the file proof/register.checkpoint
register-root = Register root
seal-fingerprint = Fingerprint of the seal
seal-name = Name of the seal
dossier-number = Dossier
replaces = Replaces the dossier with the integrity hash
section-register = For the register of the recipient
register-intro = To be filled in by whoever receives the dossier, and filed with it.
register-organiser = Organiser
register-by = Received by
register-date = Date of receipt
register-signature = Signature
register-stamp = Stamp
english-notice = This dossier was asked for in a language that this program does not have yet. It is in English.

## The slip
slip-title = Slip for a sealed dossier
slip-intro = Keep this sheet. It is what the files are checked against.
slip-integrity = Integrity hash
slip-zip = SHA-256 of the zip file
slip-code = QR code of the integrity hash
slip-count = { $count ->
    [one] signature in this dossier
   *[other] signatures in this dossier
}
slip-inside-rows = The dossier holds a list with one line for each signature. It shows no more of a person than the policy “{ $policy }” allows; no street, e-mail address or telephone number is in it.
slip-inside-none = The dossier holds totals only. There is no line, name or address of any person in it.
slip-verify = To verify
slip-unpack = Unpack the zip file, open a terminal in the folder dossier-{ $id }, and type one line after the other:
slip-answer-files = OK for every file
slip-answer-hash = the integrity hash above
slip-answer-seal = begins with Good, and shows the fingerprint above
slip-platforms = The same for macOS and Windows: data/HOW-TO-VERIFY.txt in that folder.
slip-second-person = Released after a second person approved it.
slip-same-person = Released by the person who packed it; this organisation does not ask for a second one.
slip-audit-head = The audit log has { $entries-shown } entries; the hash of the last:
slip-petition = Petition
slip-recipient = For
receipt-title = Receipt
receipt-intro = To be filled in by whoever receives the dossier, and kept by both sides.
receipt-office = Office
receipt-date = Date
receipt-number = Registry number
receipt-signature = Signature and stamp
receipt-dice = Dice: 24 throws
receipt-size = Entries to be opened
receipt-size-most = at most { $most-shown }
receipt-fields = Fields to be opened
field-given-name = given name
field-family-name = family name
field-full-name = full name
field-email = e-mail address
field-phone = telephone number
field-street = street
field-city = city
field-region = region
field-postcode = postcode
field-country = country
field-birth-date = date of birth
field-document-number = document number
field-signed-at = time of signing
receipt-hash = Integrity hash received
receipt-challenge = If entries are to be checked, throw the dice now and write them here, before the organiser reveals anything.
receipt-no-challenge = This dossier cannot have entries opened.

## The sample sheet
sheet-title = Sample sheet
sheet-head = Sample sheet · personal data
sheet-intro = Your dice drew these entries from the sealed register, and the organiser opened them for you. On this sheet you check them one by one.
sheet-drawn = Entries drawn
sheet-sample = { $drawn-shown } of { $size-shown }
sheet-fields = Opened fields
sheet-no-fields = none
sheet-dice = Dice
sheet-how = How to use this sheet
sheet-step-compare = Compare the integrity hash, the dice, the number of entries and the opened fields with your receipt. If one of them differs, this is not the answer to your dice: go no further.
sheet-step-tick = For each entry, find out by your own means whether what was opened is true. Tick “valid” or “not valid”. If anything is false, the entry is not valid. If you cannot find out, tick “not valid”: so the bound stays on the safe side.
sheet-list = What the list shows of each entry was opened too; the check compares it with the list itself.
sheet-step-count = Count the entries ticked “not valid”. Their number is K. Leave out those withheld: the check counts them as bad by itself.
sheet-step-bound = Type this line, with the dice and the integrity hash of your receipt in place of DICE and HASH, and your count in place of K. It checks each entry against the sealed register and states the bound. The page at which dossiers are verified does the same. What the bound says stands at the end.
sheet-says = What the bound says
sheet-bound = It says, with 95% confidence, how many entries of the whole register are bad at most. Bad are those that do not open, and those whose opened fields are found false. It says nothing of persons who signed more than once, and it does not say that a named person signed.
sheet-holds = Personal data
sheet-personal = This sheet tells of persons and of an opinion of theirs. It is personal data under special protection. Show it only to those who check, and destroy it after use as the law requires.
sheet-entries = The entries
sheet-boxes = A small box with digits is a character that cannot be seen, or cannot be drawn; the digits are its number in Unicode.
sheet-entry = Entry
sheet-valid = valid
sheet-not-valid = not valid
sheet-remarks = Remarks
sheet-withheld = Withheld: this entry was not opened. It counts as bad.
sheet-empty = (empty)
sheet-total-valid = Ticked “valid”
sheet-total-not-valid = Ticked “not valid” (this is K)
sheet-total-withheld = Withheld
sheet-total = Entries drawn, all together
sheet-checked-by = Checked by

## HOW-TO-VERIFY.txt
how-title = HOW TO VERIFY THIS DOSSIER
how-intro = You need nothing but tools that are already on most computers. Open a terminal in the folder dossier-{ $id } (the folder above the one with this file) and copy the indented lines, one at a time.
how-files = The first two commands must answer OK for every file. The third prints the integrity hash: compare it with the one on paper, all 64 digits and letters.
how-files-windows = The first two commands must answer OK for every file. The third prints the integrity hash: compare it with the one on paper, all 64 digits and letters. Use PowerShell.
how-seal = The last command must answer with a line that begins with: Good "handover-dossier" signature. The fingerprint in it must be the one on paper. This dossier says it is:
how-trust = A key inside the dossier proves nothing by itself: what counts is the fingerprint on paper or on the organiser’s own site.
how-other = Other tools
how-other-text = If you have them, these say the same in another way. The first needs Python’s bagit; the second is the program that made the dossier and looks at much more.
