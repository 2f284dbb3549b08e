-- Uploads that became exports, for who did not hear so because the line broke: gone with the export, or when an upload would expire.

CREATE TABLE finished_uploads (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    owner    BLOB NOT NULL,
    file     BLOB NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    finished INTEGER NOT NULL
) STRICT;
CREATE INDEX finished_uploads_file ON finished_uploads (file);
