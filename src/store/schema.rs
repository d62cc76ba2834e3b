//! The tables of the store's file, and how older files become today's.

use super::Cause;
use rusqlite::Connection;
use rusqlite::config::DbConfig;

/// What each version adds to the one before; never changed once released, only added to.
const MIGRATIONS: &[&str] = &[
    "
    CREATE TABLE room (
        id      INTEGER PRIMARY KEY,
        name    TEXT NOT NULL UNIQUE,
        journal INTEGER NOT NULL,
        width   INTEGER NOT NULL,
        height  INTEGER NOT NULL,
        created INTEGER NOT NULL, -- ms since 1970
        last    INTEGER NOT NULL  -- place of the last entry in its segments
    );
    -- One row for each group commit, until its entries are folded into segments.
    CREATE TABLE journal (id INTEGER PRIMARY KEY, data BLOB NOT NULL);
    CREATE TABLE segment (
        id        INTEGER PRIMARY KEY,
        room      INTEGER NOT NULL REFERENCES room,
        first_seq INTEGER NOT NULL,
        count     INTEGER NOT NULL,
        data      BLOB NOT NULL,
        UNIQUE (room, first_seq)
    );
    CREATE TABLE keyframe (
        id   INTEGER PRIMARY KEY,
        room INTEGER NOT NULL REFERENCES room,
        seq  INTEGER NOT NULL,
        at   INTEGER NOT NULL, -- ms since 1970
        data BLOB NOT NULL,
        UNIQUE (room, seq)
    );
    CREATE TABLE probe (id INTEGER PRIMARY KEY, count INTEGER NOT NULL);
    INSERT INTO probe VALUES (1, 0);
",
    "
    -- Files of images, each once, whoever shows it; and who does.
    CREATE TABLE image (id BLOB PRIMARY KEY, png BLOB NOT NULL);
    CREATE TABLE image_use (
        room  INTEGER NOT NULL REFERENCES room,
        image BLOB NOT NULL REFERENCES image,
        PRIMARY KEY (room, image)
    ) WITHOUT ROWID;
    -- Codes that people say to one another; a room may have one before it is drawn in.
    CREATE TABLE code (code TEXT PRIMARY KEY, room TEXT NOT NULL UNIQUE) WITHOUT ROWID;
",
    "
    -- Names for moments of rooms; who holds the secret of the lock may change them.
    CREATE TABLE saved (
        id       BLOB PRIMARY KEY,
        room     TEXT NOT NULL,
        journal  INTEGER NOT NULL,
        seq      INTEGER NOT NULL,
        title    TEXT NOT NULL,
        saved_at INTEGER NOT NULL, -- ms since 1970
        length   INTEGER NOT NULL, -- ms
        authors  INTEGER NOT NULL,
        public   INTEGER NOT NULL,
        deleted  INTEGER,          -- ms since 1970
        found_by TEXT NOT NULL,    -- the title in lower case
        lock     BLOB NOT NULL
    );
    CREATE INDEX saved_room ON saved (room);
    -- Whose a room is: who holds the secret of the lock.
    CREATE TABLE host (room TEXT PRIMARY KEY, lock BLOB NOT NULL) WITHOUT ROWID;
",
    "
    -- Who may come into which room as what; a room may have passes before it is drawn in. No id is used twice,
    -- so that none that was taken back ever means another.
    CREATE TABLE pass (
        id    INTEGER PRIMARY KEY AUTOINCREMENT,
        room  TEXT NOT NULL,
        lock  BLOB NOT NULL,
        role  TEXT NOT NULL,
        title TEXT NOT NULL,
        made  INTEGER NOT NULL, -- ms since 1970; 0 when that is not known
        until INTEGER           -- ms since 1970
    );
    CREATE INDEX pass_room ON pass (room);
    INSERT INTO pass (room, lock, role, title, made) SELECT room, lock, 'host', '', 0 FROM host;
    DROP TABLE host;
    -- What those are who come without a pass, where somebody said so; without a role they stay outside.
    CREATE TABLE door (room TEXT PRIMARY KEY, guests TEXT) WITHOUT ROWID;
    CREATE TABLE class (
        id      BLOB PRIMARY KEY,
        changed INTEGER NOT NULL, -- ms since 1970
        state   BLOB NOT NULL
    );
    -- A code leads to a room or to a class.
    CREATE TABLE lead (
        code  TEXT PRIMARY KEY,
        room  TEXT UNIQUE,
        class BLOB UNIQUE,
        CHECK ((room IS NULL) <> (class IS NULL))
    ) WITHOUT ROWID;
    INSERT INTO lead (code, room) SELECT code, room FROM code;
    DROP TABLE code;
    ALTER TABLE lead RENAME TO code;
    -- Who is told of what happens: where, signed with what, and of which kinds (a JSON list).
    CREATE TABLE hook (
        id     INTEGER PRIMARY KEY AUTOINCREMENT,
        url    TEXT NOT NULL,
        secret BLOB NOT NULL,
        kinds  TEXT NOT NULL,
        made   INTEGER NOT NULL -- ms since 1970
    );
",
];

/// The newest format known here.
const VERSION: u32 = MIGRATIONS.len() as u32;

/// The oldest format that can be read as it is: the first with all tables that hold drawings.
const READABLE_MIN: u32 = 2;

/// How the file is written. `synchronous = FULL` makes a commit survive a power cut; the log is brought
/// home every 2,000 pages (8 MiB) so that it stays small, and gives space back above 16 MiB.
const SETTINGS: &str = "
    PRAGMA page_size = 4096;
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 2000;
    PRAGMA journal_size_limit = 16777216;
";

/// Makes a file of any known version one of today's.
pub(super) fn prepare(connection: &mut Connection) -> Result<(), Cause> {
    let found = version(connection)?;
    if found > VERSION {
        return Err(Cause::Newer { found, known: VERSION });
    }
    connection.execute_batch(SETTINGS)?;
    // Else a statement is planned anew for each value it looks for, which takes longer than looking.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    for version in found..VERSION {
        let change = connection.transaction()?;
        change.execute_batch(MIGRATIONS[version as usize])?;
        change.pragma_update(None, "user_version", version + 1)?;
        change.commit()?;
    }
    Ok(())
}

/// Refuses a file whose format cannot be read as it is.
pub(super) fn readable(connection: &Connection) -> Result<(), Cause> {
    let found = version(connection)?;
    if found > VERSION {
        return Err(Cause::Newer { found, known: VERSION });
    }
    if found < READABLE_MIN {
        return Err(Cause::Older { found, known: VERSION });
    }
    Ok(())
}

fn version(connection: &Connection) -> Result<u32, Cause> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
