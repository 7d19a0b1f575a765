-- The first schema. One text for both engines: what stands in /*sqlite … */ is SQLite's alone.
--
-- Times are microseconds UTC, wall times and days ISO text, JSON is text, switches are 0 or 1. A name that
-- compares without case has a folded twin. A reference to another object is its number and its uid: neither
-- ever changes, so naming an object needs no join. `short` is the first 24 hex digits of a uid; it is unique,
-- so the uid is too, and finds either.

CREATE TABLE installation (
    id BIGINT PRIMARY KEY,
    next_business BIGINT NOT NULL
);
-- Six digits, as the vendors number their customers: clients keep them in fields made for that.
INSERT INTO installation (id, next_business) VALUES (1, 100001);

CREATE TABLE businesses (
    number BIGINT PRIMARY KEY,
    uid TEXT NOT NULL,
    short TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    tenant TEXT NOT NULL,
    tenant_folded TEXT NOT NULL UNIQUE,
    zone TEXT NOT NULL,
    language TEXT NOT NULL,
    parent BIGINT REFERENCES businesses (number),
    profiles TEXT NOT NULL,
    file_size_limit BIGINT NOT NULL,
    total_limit BIGINT,
    open_upload_limit BIGINT NOT NULL,
    settings TEXT NOT NULL,
    created_at BIGINT
);

-- The row that writers of one business take turns on.
CREATE TABLE counters (
    business BIGINT PRIMARY KEY REFERENCES businesses (number),
    next_number BIGINT NOT NULL,
    next_sequence BIGINT NOT NULL,
    stored_bytes BIGINT NOT NULL
);

-- Every object under its number. What hangs on a forgotten object goes with it.
CREATE TABLE objects (
    business BIGINT NOT NULL REFERENCES businesses (number),
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    uid TEXT NOT NULL,
    short TEXT NOT NULL UNIQUE,
    PRIMARY KEY (business, number)
) /*sqlite WITHOUT ROWID */;

CREATE TABLE aliases (
    business BIGINT NOT NULL,
    foreign_id TEXT NOT NULL,
    door TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (business, foreign_id, door),
    FOREIGN KEY (business, number) REFERENCES objects (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX aliases_of_object ON aliases (business, number);

CREATE TABLE changes (
    business BIGINT NOT NULL REFERENCES businesses (number),
    sequence BIGINT NOT NULL,
    number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    verb TEXT NOT NULL,
    at BIGINT NOT NULL,
    actor BIGINT NOT NULL,
    door TEXT NOT NULL,
    PRIMARY KEY (business, sequence)
) /*sqlite WITHOUT ROWID */;

-- `login` is the folded e-mail, or the folded user name of someone without one: one name, one user.
CREATE TABLE users (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    user_name TEXT NOT NULL,
    user_name_folded TEXT NOT NULL,
    email TEXT,
    login TEXT NOT NULL UNIQUE,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    role TEXT NOT NULL,
    staff BIGINT NOT NULL,
    staff_uid TEXT NOT NULL,
    enabled BIGINT NOT NULL,
    created_at BIGINT,
    PRIMARY KEY (business, number),
    UNIQUE (business, user_name_folded),
    FOREIGN KEY (business, number) REFERENCES objects (business, number)
);
CREATE INDEX users_by_staff ON users (business, staff);

CREATE TABLE credentials (
    uid TEXT PRIMARY KEY,
    business BIGINT NOT NULL,
    user_number BIGINT NOT NULL,
    kind TEXT NOT NULL,
    door TEXT,
    key TEXT NOT NULL,
    secret TEXT NOT NULL,
    label TEXT NOT NULL,
    scope TEXT NOT NULL,
    created_at BIGINT,
    expires_at BIGINT,
    last_used_at BIGINT,
    revoked_at BIGINT,
    FOREIGN KEY (business, user_number) REFERENCES users (business, number)
);
CREATE INDEX credentials_by_key ON credentials (key, kind) WHERE revoked_at IS NULL;
CREATE INDEX credentials_of_user ON credentials (business, user_number);

CREATE TABLE sessions (
    token_sha256 TEXT PRIMARY KEY,
    business BIGINT NOT NULL,
    user_number BIGINT NOT NULL,
    door TEXT NOT NULL,
    label TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    last_used_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    sliding_seconds BIGINT,
    renewal_sha256 TEXT UNIQUE,
    address TEXT NOT NULL,
    FOREIGN KEY (business, user_number) REFERENCES users (business, number)
) /*sqlite WITHOUT ROWID */;
CREATE INDEX sessions_of_user ON sessions (business, user_number);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE records (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    kind TEXT NOT NULL,
    label TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    fields TEXT NOT NULL,
    trashed_at BIGINT,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number)
);
CREATE INDEX records_by_kind ON records (business, kind, number) WHERE trashed_at IS NULL;

CREATE TABLE folders (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    parent BIGINT,
    parent_uid TEXT,
    visibility TEXT NOT NULL,
    uploader_business BIGINT NOT NULL,
    uploader BIGINT NOT NULL,
    uploader_staff BIGINT NOT NULL,
    uploader_staff_uid TEXT NOT NULL,
    uploader_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    modified_by TEXT NOT NULL,
    trashed_at BIGINT,
    fields TEXT NOT NULL,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number),
    FOREIGN KEY (business, parent) REFERENCES folders (business, number)
);
-- Whom a row is shown to stands in these two as well, so that counting up to a page touches no row.
CREATE INDEX folders_all ON folders (business, created_at, uid, visibility, uploader_business, uploader)
    WHERE trashed_at IS NULL;
CREATE INDEX folders_trashed ON folders (business, created_at, uid) WHERE trashed_at IS NOT NULL;
CREATE INDEX folders_top ON folders (business, created_at, uid) WHERE parent IS NULL;
CREATE INDEX folders_inside ON folders (business, parent, created_at, uid) WHERE parent IS NOT NULL;

CREATE TABLE files (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    visibility TEXT NOT NULL,
    uploader_business BIGINT NOT NULL,
    uploader BIGINT NOT NULL,
    uploader_staff BIGINT NOT NULL,
    uploader_staff_uid TEXT NOT NULL,
    uploader_name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    modified_by TEXT NOT NULL,
    version BIGINT,
    title TEXT NOT NULL,
    free_text TEXT NOT NULL,
    url TEXT NOT NULL,
    category TEXT NOT NULL,
    document_attribute TEXT NOT NULL,
    published BIGINT NOT NULL,
    folder BIGINT,
    folder_uid TEXT,
    trashed_at BIGINT,
    fields TEXT NOT NULL,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number),
    FOREIGN KEY (business, folder) REFERENCES folders (business, number)
);
CREATE INDEX files_all ON files (business, created_at, uid, visibility, uploader_business, uploader)
    WHERE trashed_at IS NULL;
CREATE INDEX files_trashed ON files (business, created_at, uid) WHERE trashed_at IS NOT NULL;
CREATE INDEX files_by_trash_age ON files (trashed_at) WHERE trashed_at IS NOT NULL;
CREATE INDEX files_top ON files (business, created_at, uid) WHERE folder IS NULL;
CREATE INDEX files_inside ON files (business, folder, created_at, uid) WHERE folder IS NOT NULL;

CREATE TABLE versions (
    business BIGINT NOT NULL,
    file BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    short TEXT NOT NULL UNIQUE,
    segments TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL,
    detected_type TEXT NOT NULL,
    declared_type TEXT NOT NULL,
    width BIGINT,
    height BIGINT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (business, file, number),
    FOREIGN KEY (business, file) REFERENCES files (business, number) ON DELETE CASCADE
);

-- `made` is the attachment's place among its file's: 1, 2, 3 … in the order they were made.
CREATE TABLE attachments (
    business BIGINT NOT NULL,
    file BIGINT NOT NULL,
    target BIGINT NOT NULL,
    target_kind TEXT NOT NULL,
    position BIGINT NOT NULL,
    role TEXT NOT NULL,
    made BIGINT NOT NULL,
    PRIMARY KEY (business, file, target),
    FOREIGN KEY (business, file) REFERENCES files (business, number) ON DELETE CASCADE,
    FOREIGN KEY (business, target) REFERENCES objects (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX attachments_of_target ON attachments (business, target, position, file);

CREATE TABLE uploads (
    id TEXT PRIMARY KEY,
    business BIGINT NOT NULL REFERENCES businesses (number),
    user_number BIGINT NOT NULL,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    segments TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    declared_size_bytes BIGINT,
    carried TEXT NOT NULL
);
CREATE INDEX uploads_open ON uploads (business) WHERE state = 'open';
CREATE INDEX uploads_by_expiry ON uploads (expires_at) WHERE state = 'open';
CREATE INDEX uploads_over ON uploads (expires_at) WHERE state <> 'open';

CREATE TABLE blobs (
    key TEXT PRIMARY KEY,
    business BIGINT NOT NULL REFERENCES businesses (number),
    size_bytes BIGINT NOT NULL,
    sha256 TEXT NOT NULL
) /*sqlite WITHOUT ROWID */;

CREATE TABLE calendars (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    owner BIGINT,
    owner_uid TEXT,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number)
);

-- `first_at` and `last_at` are the instants between which the whole series lies; an endless one lasts as long
-- as the calendar does, to the end of the year 9999.
CREATE TABLE appointments (
    business BIGINT NOT NULL,
    number BIGINT NOT NULL,
    uid TEXT NOT NULL,
    ical_uid TEXT NOT NULL,
    subject TEXT NOT NULL,
    starts TEXT NOT NULL,
    ends TEXT NOT NULL,
    zone TEXT NOT NULL,
    start_all_day BIGINT NOT NULL,
    end_all_day BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    modified_at BIGINT NOT NULL,
    comment TEXT NOT NULL,
    place TEXT NOT NULL,
    internal BIGINT NOT NULL,
    private BIGINT NOT NULL,
    status TEXT NOT NULL,
    presence TEXT NOT NULL,
    owner BIGINT,
    owner_uid TEXT,
    rule TEXT,
    cancelled_on TEXT NOT NULL,
    changed TEXT NOT NULL,
    participants TEXT NOT NULL,
    calendars TEXT NOT NULL,
    permissions TEXT NOT NULL,
    reminder_minutes BIGINT,
    created_by TEXT NOT NULL,
    trashed_at BIGINT,
    fields TEXT NOT NULL,
    PRIMARY KEY (business, number),
    FOREIGN KEY (business, number) REFERENCES objects (business, number)
);
CREATE INDEX appointments_in_time ON appointments (business, last_at, first_at) WHERE trashed_at IS NULL;

-- Finds untrashed appointments by who takes part and by the calendars they stand in. Kept by
-- appointments.py; what the participants answered stands in the appointment's own row.
CREATE TABLE appointment_members (
    business BIGINT NOT NULL,
    member BIGINT NOT NULL,
    last_at BIGINT NOT NULL,
    first_at BIGINT NOT NULL,
    appointment BIGINT NOT NULL,
    PRIMARY KEY (business, member, last_at, first_at, appointment),
    FOREIGN KEY (business, appointment) REFERENCES appointments (business, number) ON DELETE CASCADE
) /*sqlite WITHOUT ROWID */;
CREATE INDEX appointment_members_of_appointment ON appointment_members (business, appointment);
