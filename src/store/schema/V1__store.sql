-- What the service keeps. Ids are 16 random bytes, times are Unix seconds, hashes 32 bytes. A column under the word
-- "sealed" is ciphertext; a "key" is wrapped under the epoch's key (docs/store.md).

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
    id        BLOB PRIMARY KEY CHECK (length(id) = 16),
    name      TEXT NOT NULL,
    role      TEXT NOT NULL CHECK (role IN ('uploader', 'approver', 'auditor', 'administrator')),
    language  TEXT NOT NULL,
    created   INTEGER NOT NULL,
    removed   INTEGER,
    password  TEXT,
    totp      BLOB,                         -- sealed
    totp_step INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX accounts_name ON accounts (name) WHERE removed IS NULL;

CREATE TABLE enrolments (
    hash    BLOB PRIMARY KEY CHECK (length(hash) = 32),
    account BLOB NOT NULL UNIQUE REFERENCES accounts (id),
    expires INTEGER NOT NULL,
    totp    BLOB NOT NULL                   -- sealed
) STRICT;

CREATE TABLE recovery_codes (
    account BLOB NOT NULL REFERENCES accounts (id),
    hash    BLOB NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (account, hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    hash    BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    account BLOB NOT NULL REFERENCES accounts (id),
    created INTEGER NOT NULL,
    seen    INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_account ON sessions (account);

CREATE TABLE tokens (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    hash    BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    account BLOB NOT NULL REFERENCES accounts (id),
    access  TEXT NOT NULL CHECK (access IN ('read', 'write')),
    label   BLOB NOT NULL,                  -- sealed
    created INTEGER NOT NULL
) STRICT;
CREATE INDEX tokens_account ON tokens (account);

CREATE TABLE handovers (
    id           BLOB PRIMARY KEY CHECK (length(id) = 16),
    owner        BLOB NOT NULL,
    earlier      BLOB REFERENCES handovers (id),
    state        TEXT NOT NULL CHECK (state IN ('collecting', 'packing', 'awaiting-approval', 'released', 'handed-over',
                                                'purged', 'failed', 'withdrawn')),
    created      INTEGER NOT NULL,
    changed      INTEGER NOT NULL,
    key          BLOB,                      -- wrapped; NULL once purged, and then all that is sealed is NULL too
    policy       BLOB,                      -- sealed, as are the next five
    cover        BLOB,
    columns      BLOB,
    survey       BLOB,
    packed       BLOB,
    reason       BLOB,
    packed_by    BLOB,
    approved_by  BLOB,
    released     INTEGER,
    release_n    INTEGER,
    release_hash BLOB,
    withdrawn    INTEGER
) STRICT;
CREATE INDEX handovers_created ON handovers (created);

CREATE TABLE seals (
    integrity  BLOB PRIMARY KEY CHECK (length(integrity) = 32),
    zip_sha256 BLOB NOT NULL UNIQUE CHECK (length(zip_sha256) = 32),
    handover   BLOB NOT NULL UNIQUE REFERENCES handovers (id),
    signatures INTEGER NOT NULL,
    released   INTEGER NOT NULL,
    withdrawn  INTEGER
) STRICT;

CREATE TABLE files (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    handover BLOB NOT NULL REFERENCES handovers (id),
    kind     TEXT NOT NULL CHECK (kind IN ('export', 'dossier', 'slip', 'vault')),
    size     INTEGER NOT NULL,
    created  INTEGER NOT NULL,
    blob     TEXT NOT NULL UNIQUE,
    key      BLOB NOT NULL,                 -- wrapped
    name     BLOB NOT NULL,                 -- sealed
    survey   BLOB                           -- sealed
) STRICT;
CREATE INDEX files_handover ON files (handover);
CREATE UNIQUE INDEX files_one_of_a_kind ON files (handover, kind) WHERE kind <> 'export';

CREATE TABLE uploads (
    id         BLOB PRIMARY KEY CHECK (length(id) = 16),
    handover   BLOB NOT NULL REFERENCES handovers (id),
    owner      BLOB NOT NULL,
    length     INTEGER NOT NULL,
    offset     INTEGER NOT NULL DEFAULT 0,
    generation INTEGER NOT NULL DEFAULT 0,  -- one for each try to append: no nonce is used twice
    created    INTEGER NOT NULL,
    touched    INTEGER NOT NULL,
    blob       TEXT NOT NULL UNIQUE,
    key        BLOB NOT NULL,               -- wrapped
    name       BLOB NOT NULL,               -- sealed
    tail       BLOB                         -- sealed: what came after the last whole frame
) STRICT;
CREATE INDEX uploads_handover ON uploads (handover);

CREATE TABLE jobs (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    handover    BLOB NOT NULL REFERENCES handovers (id),
    actor       BLOB NOT NULL,
    state       TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed')),
    lease       BLOB,
    lease_until INTEGER,
    attempts    INTEGER NOT NULL DEFAULT 0,
    stage       TEXT NOT NULL DEFAULT '',
    done        INTEGER NOT NULL DEFAULT 0,
    total       INTEGER NOT NULL DEFAULT 0,
    code        TEXT,
    message     BLOB,                       -- sealed
    created     INTEGER NOT NULL,
    ended       INTEGER
) STRICT;
CREATE UNIQUE INDEX jobs_one_at_a_time ON jobs (handover) WHERE state IN ('queued', 'running');

CREATE TABLE audit (
    n      INTEGER PRIMARY KEY,
    at     INTEGER NOT NULL,
    actor  BLOB NOT NULL CHECK (length(actor) = 16),
    action TEXT NOT NULL,
    object BLOB NOT NULL CHECK (length(object) = 16),
    matter BLOB CHECK (matter IS NULL OR length(matter) = 32),
    hash   BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
CREATE TRIGGER audit_is_never_cut BEFORE DELETE ON audit BEGIN
    SELECT RAISE(ABORT, 'the audit log is only added to');
END;
