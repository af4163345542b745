"""归档即固定：the database itself refuses to change what is filed, on both engines.

A filed record changes in one way: a recorded return (RecordReturn of its revision is there) lets it be `returned`, and nothing else of
it. A returned revision is never filed again; the next one is. Files are never changed; they are added and taken away only
while their revision is not filed. The triggers are named like those of the journals, so that whoever lifts those lifts these.
"""

# ruff: noqa: S608 - the names in these statements are the room's own

from django.db.models import Model

from office.kernel.append_only import MARK
from office.kernel.statements import Named, Statements

FREE = ("openness", "moved_at")
"""Columns of a filed record that go on living: the review of its openness, and when it was last touched."""
RETURNING = (*FREE, "state", "why")
"""What a return changes besides."""

RECORD, FILE, RETURN = "archive_record", "archive_recordfile", "archive_recordreturn"


class Frozen(Statements):
    """From this migration on. A later column is not yet frozen there: let this be the last migration of the room, and repeat it behind one
    that alters a table."""

    def do(self, vendor: str, model: Named) -> list[str]:
        freeze = _freeze_postgresql() if vendor == "postgresql" else _freeze_sqlite(model("Record"))
        return [*self.undo(vendor, model), *freeze]

    def undo(self, vendor: str, model: Named) -> list[str]:  # noqa: ARG002 - of all tables alike
        """It does no harm where nothing is frozen."""
        names = [(table, f"{table}_{MARK}_{when}") for table, when in _TRIGGERS]
        if vendor == "postgresql":
            return [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"' for table, name in names]
        return [f'DROP TRIGGER IF EXISTS "{name}"' for _, name in names]

    def describe(self) -> str:
        return "Filed records are frozen"


_TRIGGERS = (
    (RECORD, "rows"),
    (RECORD, "table"),
    (RECORD, "update"),
    (RECORD, "return"),
    (RECORD, "again"),
    (RECORD, "delete"),
    (RECORD, "replace"),
    (FILE, "rows"),
    (FILE, "table"),
    (FILE, "update"),
    (FILE, "insert"),
    (FILE, "delete"),
    (FILE, "replace"),
)

_SAYS = "a filed record is frozen"


def _freeze_postgresql() -> list[str]:
    free, returning = (", ".join(f"'{name}'" for name in names) for names in (FREE, RETURNING))
    statements = [
        f"""
        CREATE OR REPLACE FUNCTION {RECORD}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'TRUNCATE' THEN
                RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'restrict_violation';
            END IF;
            IF TG_OP = 'DELETE' THEN
                IF OLD.state = 'filed' OR EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = OLD.id) THEN
                    RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN OLD;
            END IF;
            IF NEW.state = 'filed' AND EXISTS (
                SELECT 1 FROM {RETURN} WHERE record_id = OLD.id AND revision = NEW.revision
            ) THEN
                RAISE EXCEPTION 'a returned revision is not filed again' USING ERRCODE = 'restrict_violation';
            END IF;
            IF OLD.state <> 'filed' THEN
                RETURN NEW;
            END IF;
            IF to_jsonb(NEW) - ARRAY[{free}] IS NOT DISTINCT FROM to_jsonb(OLD) - ARRAY[{free}] THEN
                RETURN NEW;
            END IF;
            IF NEW.state = 'returned'
                AND to_jsonb(NEW) - ARRAY[{returning}] IS NOT DISTINCT FROM to_jsonb(OLD) - ARRAY[{returning}]
                AND EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = OLD.id AND revision = OLD.revision)
            THEN
                RETURN NEW;
            END IF;
            RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'restrict_violation';
        END $$
        """,
        f"""
        CREATE OR REPLACE FUNCTION {FILE}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' THEN
                IF EXISTS (SELECT 1 FROM {RECORD} WHERE id = OLD.record_id AND state = 'filed')
                    OR EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = OLD.record_id AND revision >= OLD.revision)
                THEN
                    RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN OLD;
            END IF;
            IF TG_OP = 'INSERT' THEN
                IF EXISTS (SELECT 1 FROM {RECORD} WHERE id = NEW.record_id AND state = 'filed')
                    OR EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = NEW.record_id AND revision >= NEW.revision)
                THEN
                    RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN NEW;
            END IF;
            RAISE EXCEPTION 'a file of a record is never changed' USING ERRCODE = 'restrict_violation';
        END $$
        """,
    ]
    for table, when in ((RECORD, "UPDATE OR DELETE"), (FILE, "INSERT OR UPDATE OR DELETE")):
        rows, whole = f"{table}_{MARK}_rows", f"{table}_{MARK}_table"
        statements += [
            f'CREATE TRIGGER "{rows}" BEFORE {when} ON "{table}" FOR EACH ROW EXECUTE FUNCTION {table}_is_frozen()',
            f'CREATE TRIGGER "{whole}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_frozen()',
            f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{rows}"',
            f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{whole}"',
        ]
    return statements


def _freeze_sqlite(record: type[Model]) -> list[str]:
    columns = [field.column for field in record._meta.local_concrete_fields]
    changed, changed_besides = (
        " OR ".join(f'NEW."{one}" IS NOT OLD."{one}"' for one in columns if one not in spared)
        for spared in (FREE, RETURNING)
    )
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    returned = f"EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = OLD.id AND revision = OLD.revision)"
    again = f"EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = OLD.id AND revision = NEW.revision)"
    kept = (
        f"EXISTS (SELECT 1 FROM {RECORD} WHERE id = {{row}}.record_id AND state = 'filed')"
        f" OR EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = {{row}}.record_id AND revision >= {{row}}.revision)"
    )
    known = (
        f"EXISTS (SELECT 1 FROM {RECORD} r WHERE (r.id = NEW.id OR r.uid = NEW.uid OR r.paper_uid = NEW.paper_uid)"
        f" AND (r.state = 'filed' OR EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = r.id)))"
    )
    taken = (
        f"EXISTS (SELECT 1 FROM {FILE} WHERE id = NEW.id OR uid = NEW.uid OR (record_id = NEW.record_id"
        f" AND revision = NEW.revision AND (ordinal = NEW.ordinal OR name = NEW.name)))"
    )
    bodies = {
        (
            RECORD,
            "update",
        ): f"BEFORE UPDATE ON {RECORD} WHEN OLD.state = 'filed' AND NEW.state = 'filed' AND ({changed})",
        (RECORD, "return"): (
            f"BEFORE UPDATE ON {RECORD} WHEN OLD.state = 'filed' AND NEW.state <> 'filed'"
            f" AND (NEW.state <> 'returned' OR NOT {returned} OR {changed_besides})"
        ),
        (RECORD, "again"): f"BEFORE UPDATE ON {RECORD} WHEN NEW.state = 'filed' AND {again}",
        (RECORD, "delete"): (
            f"BEFORE DELETE ON {RECORD} WHEN OLD.state = 'filed'"
            f" OR EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = OLD.id)"
        ),
        (RECORD, "replace"): f"BEFORE INSERT ON {RECORD} WHEN {known}",
        (FILE, "update"): f"BEFORE UPDATE ON {FILE}",
        (FILE, "insert"): f"BEFORE INSERT ON {FILE} WHEN {kept.format(row='NEW')}",
        (FILE, "delete"): f"BEFORE DELETE ON {FILE} WHEN {kept.format(row='OLD')}",
        # INSERT OR REPLACE removes rows without asking the trigger on deletion
        (FILE, "replace"): f"BEFORE INSERT ON {FILE} WHEN {taken}",
    }
    return [f'CREATE TRIGGER "{table}_{MARK}_{when}" {body} {refuse}' for (table, when), body in bodies.items()]
