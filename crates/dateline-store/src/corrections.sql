-- What people say of events. These tables come to a project file when the first correction does.

-- A person's word on an event, known by its report's content and the record's id, so that it outlives coding anew. `json` is the
-- contract's correction; of several on one event the last stands.
CREATE TABLE IF NOT EXISTS correction (
    correction INTEGER PRIMARY KEY,
    content    BLOB NOT NULL,
    record     TEXT NOT NULL,
    verdict    TEXT NOT NULL,
    who        TEXT NOT NULL,
    at         TEXT NOT NULL,
    json       TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS correction_record ON correction (record);

-- The events on which such a word stands; `event` and `party` tell them as the person does, `record` as they were coded.
CREATE TABLE IF NOT EXISTS checked (
    event      INTEGER PRIMARY KEY REFERENCES event,
    correction INTEGER NOT NULL REFERENCES correction,
    verdict    TEXT NOT NULL,
    who        TEXT NOT NULL,
    at         TEXT NOT NULL
) STRICT;
