### The pages of the service, in English. Problems are two sentences: what is wrong, what to do.

## Every page
skip = To the content
menu = Menu
menu-handovers = Handovers
menu-accounts = Accounts
menu-audit = Audit log
menu-own = Sessions and tokens
log-out = Log out
pages = Pages
newer = Newer
older = Older
back = Back
begun = Begun
end = End
shown-once = It is shown this once. Copy it before you leave the page.
to-the-start = To the start
to-verify = Verify a dossier
typed-again = What you typed before is here again.

## Who is who
name = Name
role = Role
role-uploader = Uploader
role-approver = Approver
role-auditor = Auditor
role-administrator = Administrator
role-does-uploader = makes handovers, from the export to the packed dossier.
role-does-approver = looks at packed dossiers and releases them.
role-does-auditor = reads states and the audit log, and no personal data.
role-does-administrator = keeps the accounts, and sees no handover.

## Log in
log-in-title = Log in
log-in-lead = With your name, your password and the code that your app shows now.
log-in-do = Log in
password = Password
code = Code
code-hint = Six digits from your app, or one of your recovery codes.

## Enrolment
enrol-title = Welcome
enrol-lead = This link makes the account “{ $what }” yours.
enrol-password = 1. A password
enrol-second = 2. A second proof
enrol-second-how = Open an app for one-time codes on your phone and scan this picture.
enrol-qr = QR code for your app; its text stands below.
enrol-secret = Or type this key into the app:
enrol-do = Make it mine
password-hint = 12 characters or more; four or five words of your own choice are good.
password-new = New password
password-again = The same again
password-differs = The two passwords differ. Type the same one twice.
code-first = The code that the app shows now
enrolled-title = The account is yours
enrolled-lead = These are your recovery codes. Each stands in once for the code of your app, should you lose your phone.
enrolled-keep = They are shown this once. Write them down or print this page, and keep it where you keep other keys.

## Handovers
handovers-none = There is no handover yet.
handovers-count = { $n ->
    [one] One handover on this page; the newest stands first.
   *[other] { $n-shown } handovers on this page; the newest stands first.
}
handover-untitled = Handover
state-collecting = Collecting
state-packing = Packing
state-awaiting-approval = Awaiting approval
state-released = Released
state-handed-over = Handed over
state-purged = Purged
state-failed = Failed
state-withdrawn = Withdrawn
acts-collecting = An uploader adds exports and packs them.
acts-packing = Nobody has to do anything; the service is at work.
acts-awaiting-approval = An approver who did not pack it looks at it and releases it.
acts-released = The dossier can be downloaded and carried.
acts-handed-over = Nobody has to do anything.
acts-purged = Nothing is left here but the entry in the log.
acts-failed = An uploader looks at what went wrong.
acts-withdrawn = Who checks this dossier is told that it was withdrawn.

## The path: every page
trail = Where you are
mistakes = Something is not right yet
optional = optional
copy = Copy
copied = Copied
hash = Integrity hash
hash-how = The same 64 digits stand on the slip, on paper. Who has them can tell every other dossier from this one.
decimal = .
group = ,
names-quoted = “{ $what }”
names-more = { $list } and { $n } more
size-b = { $what } bytes
size-kb = { $what } kB
size-mb = { $what } MB
size-gb = { $what } GB
signatures = { $n ->
    [one] { $n-shown } signature
   *[other] { $n-shown } signatures
}
policy-count = Numbers only
policy-pseudonymous = Pseudonyms
policy-initials = Initials and region
policy-named = Names
policy-shows = The recipient sees:
policy-drops = Nobody sees:
policy-merges = Merged:

## The path: one handover
step-cover = Cover and policy
step-exports = Exports
step-columns = Columns
step-ledger = Ledger
step-preview = Preview
step-pack = Pack
step-approval = Approval
step-downloads = Download
step-done = (done)
next-exports = Add the exports
next-columns = Look at the columns
next-pack = See how far it is
next-approval = Look, and approve
next-downloads = Download
hub-collecting = { $n ->
    [0] There is no export yet: the platform’s file with the signatures is what comes next.
    [one] One export is here. Look at its columns, then at the preview, then pack.
   *[other] { $n-shown } exports are here. Look at their columns, then at the preview, then pack.
}
hub-steps = The way
hub-about = About this handover
hub-holds = It holds
hub-begun = Begun
hub-number = Number
hub-else = Other things to do
hub-follow = Begin a later batch of the same petition
hub-send-back = Send it back, to mend cover or exports
hub-withdraw = Withdraw it
hub-destroy = Destroy it

## The path: cover
new-title = New handover
new-lead = Say what is handed over, to whom, and what they may see. All of it can be mended until it is packed.
new-make = Go on to the exports
cover-lead = Mend what you like; the exports stay where they are.
cover-keep = Keep the changes
cover-petition = The petition
cover-title = Title
cover-text = Text
hint-text = As people signed it. It stands on the dossier’s cover in full.
cover-language = Language of the dossier
hint-language = The dossier’s own words are in this language. What you type here stays as it is.
cover-url = Address on the web
cover-opened = Opened on
cover-closed = Closed on
cover-earlier = Earlier handover of the same petition
hint-earlier = For a later batch. Its number is noted with this one.
earlier-none = None
cover-from = From
cover-organiser = Organisation
cover-contact = Contact
hint-contact = An address at which the recipient can ask.
cover-to = To
cover-recipient = Recipient
hint-recipient = The person or body that the petition is addressed to.
cover-office = Office
cover-country = Country
country-none = Not stated
cover-date = Day of the handover
hint-date = If it is left out, the day on which the dossier is packed.
cover-policy = What the recipient may see
hint-policy = Show as little as the occasion allows. Everything that is not shown stays provable: it can be opened later, entry by entry.
cover-consent = Legal basis
hint-consent = Why these people’s data may be shown, in a sentence or two: what they agreed to. It is needed for lists, and printed.
cover-slip = The slip names petition and recipient
hint-slip = The slip is a separate sheet with the integrity hash. Without names it tells nothing to who finds it.
mistake-empty = “{ $what }” is empty. Fill it in.
mistake-long = “{ $what }” is too long. Shorten it.
mistake-day = “{ $what }” is not a day. Write it as 2017-05-11.
mistake-closed = “{ $what }” is before the day of opening. Look at both days.
mistake-choice = “{ $what }” is not chosen. Choose one.
mistake-unfit = “{ $what }” is not as it must be. Look at it, and send it again.
mistake-consent = “{ $what }” is empty, and this list shows people. Say why it may, or choose numbers only.

## The path: exports
exports-count = { $n ->
    [0] There is no export here yet.
    [one] One export is here.
   *[other] { $n-shown } exports are here; they are packed together.
}
exports-here = Here already
exports-remove = Take out
exports-remove-of = Take out { $what }
exports-add = Add exports
exports-choose = Files
exports-what = The files as the platform gave them: CSV or another table as text, plain or as zip or gzip. Nobody need open them before.
exports-most = Each up to { $what }.
exports-send = Send
exports-nothing = No file was chosen. Choose one, then send it.
upload-rest = Not complete
upload-rest-how = The line broke, or the page was left. Choose the same file again, and it goes on where it stopped.
upload-so-far = { $done } of { $total } are here
upload-abandon = Give up
upload-abandon-of = Give up the upload of { $what }
upload-waits = Waits for its turn
upload-sending = { $done } of { $total } sent
upload-sending-left = { $done } of { $total } sent, about { $time } left
upload-looking = All sent; the service looks at it
upload-paused = Paused at { $done } of { $total }
upload-lost = The line is broken; it goes on by itself as soon as it can
upload-done = Here
upload-failed = It was not taken
upload-pause = Pause
upload-resume = Go on
upload-again = Try again
upload-drop = Choose files, or drop them here
upload-door = Log in
upload-log-in = Your session ended on the way; what is here of the file stays. Log in, then choose the same file again, and it goes on where it stopped.
upload-folder = This is a folder. Drop the files that are in it.
upload-go-on = Go on with what is here

## The path: columns
next-ledger = On to the ledger
columns-no-file = There is no export yet whose columns could be looked at.
columns-doubts = { $n ->
    [0] Nothing is in doubt. Look at the columns once; what is wrong can be changed.
    [one] One question is open: say what is meant, then nothing is in doubt.
   *[other] { $n-shown } questions are open: say what is meant, then nothing is in doubt.
}
columns-about = { $platform } · { $encoding } · cells between { $delimiter } · { $size }
columns-tab = tabs
columns-comma = commas
columns-semicolon = semicolons
columns-no-platform = Platform not recognised
columns-header = Column
columns-read-as = Read as
columns-change = change
columns-unsure = In doubt
columns-what = “{ $what }” is
columns-as-found = As recognised
columns-empty = (empty)
columns-ignored = { $n ->
    [one] One column is not read
   *[other] { $n-shown } columns are not read
}
columns-order = Dates as 04/09/2017
columns-first = The first line
first-found = As recognised
first-header = It is a header
first-row = It is a row
columns-keep = Keep these decisions
order-dmy = Day first: 4 September
order-mdy = Month first: 9 April
order-ymd = Year first
field-full_name = Full name
field-given_name = Given name
field-middle_name = Middle name
field-family_name = Family name
field-email = E-mail address
field-phone = Telephone
field-street = Street
field-street_2 = Street, second line
field-street_3 = Street, third line
field-city = City
field-region = Region
field-postcode = Postcode
field-country = Country
field-birth_date = Date of birth
field-document_number = Number of a document
field-signed_at = Signed on
field-signed_time = Time of signing
field-signed_unix = Signed, in seconds since 1970
field-confirmed = Confirmed
field-campaign_type = Kind of campaign
field-ignore = Not read
field-entry = Entry
field-pseudonym = Pseudonym
field-initials = Initials
field-age_band = Age
field-signed = Signed

## The path: what is asked and told about a file
ask-two-columns = { $file } has more than one column that could be “{ $field }”: { $keys }. Choose in the list of columns what is meant, and “Not read” for what is not.
ask-no-person = { $file } has no column that is known as a name or an e-mail address; it has { $keys }. Choose in the list of columns what each of them is; if its first line is a header and was taken for a row, say so under the columns.
ask-day-month = { $file } has dates in the column “{ $key }” of which nothing says whether the day or the month comes first. Choose their order under the columns.
ask-day-month-year = { $file } has dates with two-digit years in the column “{ $key }” of which nothing says whether the day, the month or the year comes first. Choose their order under the columns.
notice-dropped = { $n ->
    [one] { $file }: one column is not read: { $keys }. If it is needed, choose in the list of columns what it is.
   *[other] { $file }: { $n-shown } columns are not read: { $keys }. If one of them is needed, choose in the list of columns what it is.
}
notice-contradicted = { $file }: most values of the column “{ $key }” do not look like “{ $field }”. If it is another thing, choose in the list of columns what it is.
notice-by-values = { $file }: the column “{ $key }” is read as “{ $field }” because of its values. If it is not, choose in the list of columns what it is.
notice-encoding = { $file }: the letters look like { $encoding }, which is not sure. If accents come out wrong in the dossier, export again as UTF-8 and send that.
notice-broken-text = { $n ->
    [one] { $file }: the text is broken in one place. The row with it counts as malformed; if it matters, export again.
   *[other] { $file }: the text is broken in { $n-shown } places. The rows with them count as malformed; if there are many, export again.
}
notice-last-cell-missing = { $file }: the rows have one cell less than the header. The last column of the header is taken as missing; compare the samples.
notice-empty-cell-trails = { $file }: the rows have one cell more than the header. The last cell is not read; compare the samples.
notice-preamble = { $n ->
    [one] { $file }: one line before the header is passed over. If it is a signature, take the export as the platform gave it.
   *[other] { $file }: { $n-shown } lines before the header are passed over. If they are signatures, take the export as the platform gave it.
}
notice-no-header = { $file }: the first line is no header that is known, so it is read as a row. If it is a header, say so under the columns, and choose in the list of columns what its columns are.
notice-ragged = { $file }: most of the first rows have more or fewer cells than the header, so they will count as malformed. Export again as CSV, and do not save it again by another program.
notice-dates-mixed = { $file }: a few dates in the column “{ $key }” contradict the order of day and month that the others show. Their signatures count without a day; correct them in the export if they matter.
notice-dates-unread = { $file }: { $n-shown } of { $of-shown } cells of the column “{ $key }” cannot be read as a date and count as empty. Look how the export writes its dates, then choose their order under the columns, or in the list what the column is.
notice-no-such-column = { $file } has no column “{ $key }”, of which something was decided. If it should have one, look whether it is the right file.
rows-twice = { $file } holds the same rows as { $other }. It was read once.
rows-unconfirmed = { $n ->
    [one] { $file }: one row is not marked as confirmed; the policy “{ $policy }” counts it. If it should not count, ask the platform for confirmed signatures only.
   *[other] { $file }: { $n-shown } rows are not marked as confirmed; the policy “{ $policy }” counts them. If they should not count, ask the platform for confirmed signatures only.
}
rows-late = { $n ->
    [one] { $file }: one row is dated after { $day }, the dossier’s date, and counted in the period of that later date. Compare it with the platform, and correct the export if the date is wrong.
   *[other] { $file }: { $n-shown } rows are dated after { $day }, the dossier’s date, and counted in the period of that later date. Compare them with the platform, and correct the export if the dates are wrong.
}
cover-letters = The cover holds a character that no font here has: it is drawn as a box with the character’s number. Look at it before it is printed.
rows-early = { $n ->
    [one] { $file }: one row is dated more than { $years-shown } years before { $day }, the dossier’s date; a two-digit year ahead of it is read as a past one. Compare it with the platform, and correct the export if the date is wrong.
   *[other] { $file }: { $n-shown } rows are dated more than { $years-shown } years before { $day }, the dossier’s date; a two-digit year ahead of it is read as a past one. Compare them with the platform, and correct the export if the dates are wrong.
}

## The path: ledger and preview
look-reading = The exports are being read; this page goes on by itself.
look-stopped = The exports cannot be read as they are.
look-again = Load this page again
look-back = Back to the handover
stage-waiting = It waits for its turn
stage-survey = Looking at the exports: { $done } of { $total }
stage-read = Reading the rows: { $done } of { $total }
stage-classes = Counting what few have in common: { $done } of { $total } rows
stage-commit = Merging duplicates: { $done } of { $total } rows
stage-list = Setting the list: { $done } of { $total } entries
stage-write = Writing the dossier: { $done } of { $total }
stage-verify = Verifying: { $done } of { $total }
stage-left = { $stage }, about { $time } left
seconds = { $n-shown } seconds
minutes = { $n ->
    [one] { $n-shown } minute
   *[other] { $n-shown } minutes
}
next-preview = On to the preview
ledger-lead = { $n ->
    [0] Every row counts, or is there twice.
    [one] One row is set aside; below stands why.
   *[other] { $n-shown } rows are set aside; below stands why.
}
ledger-read = rows read
ledger-accepted = signatures
ledger-duplicates = duplicates
ledger-set-aside = set aside
set-aside-causes = Set aside, by cause
set-aside-no-identity = Nobody to be recognised
set-aside-no-identity-means = Neither a name nor an address that could be a person’s.
set-aside-not-a-petition-row = Not of the petition
set-aside-not-a-petition-row-means = The export says that the row belongs to something else, as a donation.
set-aside-unconfirmed = Not confirmed
set-aside-unconfirmed-means = The export says that the signature was not confirmed, and the policy counts confirmed ones only.
set-aside-malformed = Malformed
set-aside-malformed-means = The row has another number of cells than its header, or broken text. If there are many, export again.
set-aside-test = Tests
set-aside-test-means = Rows that the platform itself marks as tests.
set-aside-invalid-address = No address
set-aside-invalid-address-means = The e-mail cell is no address, and the policy asks for one.
set-aside-weeded = Weeded
set-aside-weeded-means = Rows that were taken out before by decision.
flagged-causes = Counted, and worth a look
flagged-invalid-address = E-mail that is no address
flagged-invalid-address-means = The person is recognised by something else.
flagged-unusable-date = Date that is none
flagged-unusable-date-means = The signature counts, without its day.
flagged-unknown-country = Country that is not known
flagged-unknown-country-means = The signature counts under “other”.
flagged-reserved-domain = Addresses for examples
flagged-reserved-domain-means = As example.org: such addresses belong to nobody.
flagged-url-in-name = Web addresses in names
flagged-url-in-name-means = Often advertising. Look whether they should count.
flagged-formula-in-name = Names that begin like a formula
flagged-formula-in-name-means = They are shown as text and do no harm.
cleaned-causes = Shown a little otherwise than typed
cleaned-controls = Control characters
cleaned-controls-means = They became spaces.
cleaned-invisible = Invisible characters
cleaned-invisible-means = They were taken out.
cleaned-semicolon = Semicolons before formula signs
cleaned-semicolon-means = They became commas.
cleaned-marks = Heaps of accents
cleaned-marks-means = More on one letter than any language writes were taken out.
cleaned-no-glyph = Characters without a shape
cleaned-no-glyph-means = They are drawn as a box with their number.
identified-causes = By what signatures were told apart
identified-email = E-mail address
identified-email-means = The same address counts once.
identified-phone = Telephone
identified-phone-means = Where there is no address.
identified-person = Name and place, or date of birth
identified-person-means = Where there is neither address nor telephone.
identified-row = The row itself
identified-row-means = Where there is nothing else; such rows may hold the same person twice.
preview-lead = The first rows as they came, and as the recipient would get them: { $what }.
preview-stop = A column is in doubt, so nothing can be packed yet.
preview-policy = What the recipient may see
preview-other = Look under another policy
preview-show = Show
preview-is-other = This is not the policy of this handover.
preview-mend = Choose it there
preview-rows = The first rows
preview-rows-how = Masked: whoever looks at this page learns as little as possible.
preview-original = As they came, masked
preview-shown = As the recipient sees them
preview-shown-how = Where … stands, the pack will put a number or a pseudonym.
preview-no-rows = The recipient sees no rows at all: only the numbers below.
preview-counts = The numbers
counts-by-country = By country
counts-by-period = By period
counts-period = Period
counts-count = Number
counts-other = Other

## The path: pack
next-pack-do = Pack the dossier
pack-collecting = Packing makes the dossier and seals it. Then a second person looks at it and releases it.
pack-failed = The last pack ended without a dossier. Mend what stood in its way, then pack again.
pack-packing = The dossier is being made.
pack-leave = You may leave this page; the work goes on.
pack-under = It will be packed under the policy “{ $what }”.

## The path: release
approval-lead = A dossier waits for you. Look at it, compare its hash, then release it or send it back.
approval-signatures = signatures
approval-preview = Look at the first rows beside what the recipient will see
approval-ledger = Look at the ledger
approval-what = What happens then
approval-whose = { $n ->
    [one] Data of one person can leave the house, as the policy shows them.
   *[other] Data of { $n-shown } people can leave the house, as the policy shows them.
}
approval-whose-count = { $n ->
    [one] The dossier shows no person’s data, only that there is one signature.
   *[other] The dossier shows no person’s data, only numbers about { $n-shown } people.
}
approval-exports = The raw exports are destroyed here at once; the sealed dossier and the vault stay.
approval-public = Anyone who has this hash can ask this service when it was sealed, and of how many signatures.
approval-final = It cannot be undone. A released dossier can only be withdrawn, in public.
approval-sure = I have looked at it and compared the hash
approval-do = Release the dossier
approval-unsure = The box is not ticked. Look at the dossier and its hash, then tick it.
step-sending-back = Send back
sending-back-lead = What was packed goes; cover, policy and exports can be mended, and it can be packed anew.
sending-back-dossier = The packed dossier and its vault are destroyed here. Its hash was never public.
sending-back-exports = The exports stay: nothing has to be uploaded again.
sending-back-do = Send it back
step-destruction = Destruction
destruction-lead = If this handover was begun by mistake, it can go, with all that it holds.
destruction-exports = { $n ->
    [0] The cover is destroyed here. There is no export yet.
    [one] The cover and the one export are destroyed here.
   *[other] The cover and the { $n-shown } exports are destroyed here.
}
destruction-keys = Their keys are destroyed, so that nothing of them can be read any more; who did it, and when, stays in the audit log.
destruction-final = It cannot be undone. The petition platform keeps its own copy.
destruction-do = Destroy it
step-withdrawal = Withdrawal
withdrawal-lead = You say in public that this dossier no longer stands.
withdrawal-lead-unreleased = You give this handover up before its release.
withdrawal-public = Whoever verifies the dossier is told “withdrawn”, and since when. The dossier itself cannot be called back.
withdrawal-exports = The raw exports are destroyed here at once.
withdrawal-final = It cannot be undone.
withdrawal-reason = Why?
withdrawal-reason-hint = For staff alone, in a few words.
withdrawal-no-reason = There is no reason yet, or it is longer than 2,000 characters. Say why, in a few words.
withdrawal-do = Withdraw it

## The path: downloads
downloads-not-yet = It is packed, and waits for its release. Only then can it be downloaded.
downloads-released = It is released. Take the dossier with you, the slip by another way, and give the vault to its custodian.
downloads-handed-over = It was handed over.
downloads-withdrawn = It was withdrawn. Whoever verifies it is told so.
downloads-dossier = The dossier
downloads-dossier-how = One zip, sealed. It goes to the recipient as it is: unpacked and packed again it is another file, which verifies no more.
downloads-dossier-do = Download the dossier
downloads-zip-hash = SHA-256 of the zip:
downloads-slip = The slip
downloads-slip-how = One sheet with the integrity hash. Print it, and carry it by another way than the dossier: with it the recipient knows that nothing was changed.
downloads-slip-do = Download the slip
downloads-vault = The vault
downloads-vault-how = What can open single entries later, encrypted to the custodians named in the configuration. Give it to one of them, to be kept apart from the dossier.
downloads-vault-do = Download the vault
downloads-vault-sure = A custodian has it and can open it
downloads-vault-kept = Remove it from this server
downloads-vault-gone = A custodian has it; it is no longer on this server.
downloads-verify = How it is verified
downloads-verify-how = Anyone can drop it on this page; the file does not leave their device:
downloads-verify-off = Without this service, in the unpacked folder:
downloads-verify-hash = The second line’s result is the integrity hash: the same 64 digits as above and on the slip.
downloads-then = When it is done
downloads-then-how = Note here that the recipient has it.
downloads-then-do = It was handed over

## The path: refusals
refused-kind = { $file } is { $kind }, not a table as CSV. { $advice }
kind-xlsx = an Excel workbook (XLSX)
kind-xls = an Excel workbook (XLS)
kind-ods = an OpenDocument spreadsheet (ODS)
kind-pdf = a PDF
kind-image = an image
kind-json = JSON
kind-xml = XML
kind-html = a web page (HTML)
kind-tar = a tar archive
kind-archive = an archive of a kind that is not read
kind-twice = packed more than once
kind-dossier = a dossier
kind-binary = a binary file
advice-excel = Open it in Excel, choose File, Save As, and the type “CSV UTF-8 (Comma delimited)”; then send that file.
advice-libreoffice = Open it in LibreOffice, choose File, Save As, the type “Text CSV” and the character set “Unicode (UTF-8)”; then send that file.
advice-ask = Ask the petition platform for the signatures as CSV (UTF-8).
advice-choose = Choose CSV (UTF-8) in the export of the petition platform.
advice-html = Choose CSV (UTF-8) in the export of the petition platform, and check that the download is no login page.
advice-unpack = Unpack it and send the CSV file inside.
advice-dossier = Verify it on the page /verify, or send the export that it was made from.
advice-save = Open it in the program that made it, save it as CSV (UTF-8), and send that.
refused-empty = { $file } holds no rows. Look whether it is the right file, and whether its download was complete.
refused-damaged = { $file } is damaged. Download the export again, or unpack it and send the CSV file inside.
refused-locked = { $file } is locked with a password. Unpack it and send the CSV file inside.
refused-nothing-inside = { $file } holds no CSV file. Send the export itself.
refused-several-inside = { $file } holds { $n-shown } files that could be exports. Unpack it and send each export by itself.
refused-swells = { $file } unpacks to far more than an export can be. Unpack it yourself, look at what it is, and send the CSV file.
refused-wide = { $file } has more than 4,096 columns. Look whether it is an export, and export it again as CSV.
refused-two-keys = { $file } has a column “{ $header }” of which more than one decision holds, by { $keys }. Decide it once, as the header stands in the file.
refused-changed = { $file } changed while it was read. Take it out and send it anew.
refused-unreadable = { $file } cannot be read to its end. Export it again, and send it anew.
refused-same-file = { $file } holds the same rows as { $other }, which is here already. It was not kept a second time.
refused-no-rows = { $file } has a header and no rows. Export the signatures again, and look whether any were chosen.
refused-no-export = There is no export yet. Add the platform’s file with the signatures first.
refused-no-custodian = No custodian is named, so nobody could ever open the vault. Ask the operator to set “custodians”.
refused-unsure = { $n ->
    [one] One question on columns is open. Say on the page “Columns” what is meant.
   *[other] { $n-shown } questions on columns are open. Say on the page “Columns” what is meant.
}
refused-no-consent = The policy “{ $policy }” shows people, and no legal basis is stated. State it on the cover, or choose numbers only.
refused-count-only = Only numbers may go to a recipient in this country ({ $country }). Choose that policy on the cover.
refused-nothing-to-hand-over = No row of these exports counts as a signature. Look at the ledger for why.
refused-too-many-malformed = { $malformed ->
    [one] One of { $rows-shown } rows is malformed, more than { $limit-shown } percent: row { $row-shown } of { $file }. Look whether the export was cut off or saved again by another program, then export again.
   *[other] { $malformed-shown } of { $rows-shown } rows are malformed, more than { $limit-shown } percent; the first is row { $row-shown } of { $file }. Look whether the export was cut off or saved again by another program, then export again.
}
refused-nothing-committed = Under the policy “{ $policy }” no field that these exports have could be proved later. Look at the columns, or choose numbers only.
refused-too-many-volumes = The list would be longer than a dossier can be. Choose a policy without a list, or hand over in batches.
refused-columns-form = Line { $line-shown } of the decisions on columns cannot be read. Look at each decision, and keep them again.
refused-columns-field = The decisions on columns name a field “{ $name }”, which does not exist. Choose one of those in the list.
refused-columns-member = In the decisions on columns “{ $name }” is not one that is known. Compare it with /api/v1/openapi.json, and send it again.
refused-cover = A field of the cover is not as it must be. Look at each, and send it again.
refused-cover-json = The cover is not a JSON object of plain members. Write its sections as objects and its members as texts.
refused-cover-missing = The cover lacks “{ $place }”. Add it and send it again.
refused-cover-unknown = The cover has “{ $place }”, which no cover has. Correct its spelling or take it out.
refused-cover-kind = The cover’s “{ $place }” must be { $must }. Correct it and send it again.
must-section = a section of members
must-text = text
must-day = a date of the form YYYY-MM-DD
must-count = a whole number, zero or more
must-yes-no = true or false
must-titles = titles as texts, each after its language code
refused-cover-member = The cover’s “{ $place }” { $what }. Correct it and send it again.
wrong-empty = is empty
wrong-long = is too long
wrong-language = is not a language code (ISO 639-1), two small letters as “fr”
wrong-titles = has a key that is not a language code (ISO 639-1)
wrong-country = is not a country code of two capital letters (ISO 3166-1), as “RU”
wrong-closed = is before the day of opening
wrong-hash = is not an integrity hash of 64 small hexadecimal digits
refused-policy = There is no such policy. Choose one of those that are shown.
refused-earlier = What was noted here another version wrote, in a form that is no longer read. Try it again to see what is wrong.

## Accounts
accounts-count = { $n ->
    [one] One account. Nobody here sees what handovers hold but uploaders and approvers.
   *[other] { $n-shown } accounts. Nobody here sees what handovers hold but uploaders and approvers.
}
account-new = A new account
account-make = Make the account
account-enrolled = Enrolled
account-invited = Has not used the link yet
name-hint = Small letters, digits, dot, hyphen, underscore and at sign. It stands beside what this person does, so a pseudonym is good.
link-title = A new link
link-how = For who lost the password or the phone. Until it is used nothing changes; then password, codes and sessions from before are void.
link-make = Make a link
link-made = A link for { $what }
link-lead = Give it to this person by a way that you trust. It works once, and for three days.
removal-title = Remove the account
removal-how = Sessions and tokens end at once. What this person did stays in the audit log, by number and not by name.
removal-sure = Yes, remove { $what }
removal-do = Remove the account

## Own
own-lead = Where you are logged in, and what logs in for you.
sessions = Sessions
session-this = This one
session-other = Another browser
session-end-of = End the session that began at { $what }
last-seen = last seen
tokens = Tokens
tokens-how = A token lets a program ask in your name, within your role.
token-new = A new token
token-label = What is it for?
token-access = What may it do?
token-make = Make the token
token-made = A new token
token-lead = Put it where the program finds it, and nowhere else.
token-end-of = End the token { $what }
access-read = Only read
access-write = Read and change

## Audit log
audit-count = { $n ->
    [0] Nothing has been done yet.
    [one] One line. Lines are only ever added, and each is hashed with all before it.
   *[other] { $n-shown } lines. Lines are only ever added, and each is hashed with all before it.
}
audit-head = The head, over all of them:
audit-how = “handover audit verify” computes it anew. Each slip carries the head of its day: who rewrites the log cannot rewrite the paper.
audit-lines = Lines, the newest first
line = Line
when = When (UTC)
act = What
actor = Who
object = On what
actor-operator = Command line
act-account-made = Account made
act-account-removed = Account removed
act-link-made = Link made
act-enrolled = Enrolled
act-language-chosen = Language chosen
act-recovery-code-used = Recovery code used
act-logged-in = Logged in
act-session-ended = Session ended
act-token-made = Token made
act-token-revoked = Token ended
act-handover-made = Handover made
act-cover-changed = Cover changed
act-policy-changed = Policy changed
act-columns-changed = Columns decided
act-upload-begun = Upload begun
act-upload-abandoned = Upload given up
act-file-kept = File kept
act-file-removed = File removed
act-pack-asked = Pack asked for
act-packed = Packed
act-pack-failed = Pack failed
act-sent-back = Sent back
act-approved = Approved
act-approved-alone = Approved by who packed it
act-handed-over = Handed over
act-withdrawn = Withdrawn
act-purged = Purged
act-epoch-begun = Keys renewed
act-restored = Restored
act-previewed = Preview seen
act-dossier-read = Dossier downloaded
act-slip-read = Slip downloaded
act-vault-read = Vault downloaded
act-audit-read = Audit log read

## Refusals
refusal-title = That did not work
refusal-back = Back to the page before
refusal-request = If you tell your administrator, name this number: { $what }.
problem-bad-request = The service does not understand this request. Go back, and try again from the page before.
problem-log-in = You are not logged in, or no longer. Log in, then go on where you were.
problem-refused = Name, password and code do not fit together. Try again with the code that your app shows now; each is good for one try.
problem-forbidden = Your role does not allow this. Ask somebody whose role it is.
problem-foreign = You logged in anew since this page was loaded, or the form came from elsewhere. Go back to the page, and send it once more.
problem-not-found = There is nothing at this address. Look whether it is complete, or begin at the start.
problem-method = This address does not take such a request. Use one of the methods that the answer allows.
problem-slow = The request came too slowly. Try again, best over a better connection.
problem-link-over = This link was used before, or is too old. If it was you who used it, log in; else ask an administrator for a new one.
problem-too-large = This is larger than the service takes. Send less, or ask the operator for a higher limit.
problem-kind = The service does not take this kind of content here. Send the kind that belongs here.
problem-unreadable = A field of the form is not filled in as it must be. Look at each, and send it again.
problem-too-many = These were too many requests in a short time. Wait a minute, then try again.
problem-fault = Something went wrong in the service. Try again; if it stays so, tell your administrator.
problem-not-ready = The service cannot work at the moment. Look at its disk and its log.
problem-busy = The service is checking as many dossiers as it can. Wait a moment, then send it again.
problem-newer-format = This dossier is of a newer format than the service reads. Verify it with a newer version of handover.
problem-seal-not-known = This service has not released a dossier with this hash. Compare the hash with the slip of paper.
problem-full = The disk of the service is full. Ask the operator for room, then try again; nothing half-done was kept.
problem-state = The handover has gone on, and this can no longer be done, or not yet. Look where it stands.
problem-four-eyes = Who packed a dossier does not approve it. Ask a second person.
problem-other-hash = This is not the integrity hash of what is waiting. Compare it with the dossier, then approve again.
problem-offset = The upload stands at another byte. Continue from there.
problem-upload-busy = The upload is being written by another connection. Wait a moment, then continue.
problem-incomplete = The upload is not complete. Send the rest of it first.
problem-name-refused = This name cannot be used. Take 1 to 64 small letters, digits, dots, hyphens, underscores and at signs.
problem-name-taken = There is an account of this name already. Take another name.
problem-password = The password is too short or too long. Take at least 12 characters, best several words.
problem-code = The six digits are not right. Look at the app again, and check the clock of the device it runs on.
problem-last-administrator = This is the last administrator. Make another one first.
problem-json = The body of the request is not JSON. Send one JSON object, in UTF-8.
problem-members = The JSON has a member that does not belong there, lacks one, or has one of another kind. Compare it with /api/v1/openapi.json.
problem-length = The request does not say how long its body is. Send Content-Length, or the body in chunks.
problem-condition = A condition that the request sets does not hold here. Read the headers of this answer, and ask anew.
problem-range = The file has no such bytes. Ask for a range within its length.
problem-broken = The connection broke before all of the file had come, and nothing of it was kept. Send it again, best in a way that can be resumed.
problem-file-name = The file has no name that can be kept. Give it one of 1 to 255 bytes, without control characters.
problem-tus = This is not the version of the upload protocol that is spoken here. Send Tus-Resumable: 1.0.0.
problem-upload-head = A header of the upload is missing, or is not written as it must be. Compare it with the protocol tus 1.0.
problem-vault-gone = The vault is no longer on the server, because somebody said that a custodian has it. Ask the custodian.
problem-reason = The reason is empty, or longer than 2,000 characters. Say in a few words why the dossier no longer stands.
problem-earlier = The earlier handover is none that you can see, or is not the one that was named at first. Take its id from the list of handovers.
problem-no-dossier = No dossier came with the request. Send the zip as its body.
