"""The tables of the run store, and how those of an earlier axb become these."""

VERSION = 3

# A series row is a chunk: `data` holds little-endian float64 values, `steps` their little-endian int64 steps
# in ascending order, or NULL where the steps count up from `step0` one by one.
SCHEMA = """
CREATE TABLE run (
    id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
    config TEXT NOT NULL, graph TEXT NOT NULL, versions TEXT NOT NULL, machine TEXT NOT NULL,
    data_hash TEXT NOT NULL, seed INTEGER NOT NULL,
    pid INTEGER, heartbeat REAL, created REAL NOT NULL, deleted REAL);
CREATE TABLE series (
    run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, name TEXT NOT NULL,
    step0 INTEGER NOT NULL, steps BLOB, data BLOB NOT NULL);
CREATE INDEX series_in_order ON series(run, name, step0);
CREATE TABLE artifact (
    run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, name TEXT NOT NULL,
    step INTEGER NOT NULL, kind TEXT NOT NULL, data BLOB NOT NULL, UNIQUE (run, name, step));
CREATE TABLE command (
    id INTEGER PRIMARY KEY AUTOINCREMENT, run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE,
    verb TEXT NOT NULL, args TEXT NOT NULL, sent REAL NOT NULL, done_step INTEGER, error TEXT);
CREATE INDEX command_pending ON command(run, id) WHERE done_step IS NULL;
CREATE TABLE decision (
    run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, step INTEGER NOT NULL,
    seq INTEGER NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (run, seq));
CREATE TABLE checkpoint (
    run TEXT NOT NULL REFERENCES run(id) ON DELETE CASCADE, step INTEGER NOT NULL,
    file TEXT NOT NULL, sha256 TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (run, file));
"""
QUEUE = """CREATE TABLE queue (
    run TEXT PRIMARY KEY REFERENCES run(id) ON DELETE CASCADE,
    visitor TEXT NOT NULL, language TEXT NOT NULL, asked REAL NOT NULL)"""
SCHEMA += QUEUE

# What each version added to the one before it: a store of version v is brought up to date by UPGRADES[v:]. Whoever
# adds to it keeps a store of the version before, which `scripts/make_store_sample.py` makes, among the tests.
UPGRADES = ("", "ALTER TABLE run ADD COLUMN deleted REAL", QUEUE)
