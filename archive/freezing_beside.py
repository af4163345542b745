"""What a filed record leans on in other tables is as fixed as itself: its 件号, the register that gave it, the rows that name its contents.

A number is given once and says for ever what it said; it may become void, while its record is not filed. A register counts up. A row of
StoredFile that a record's file names is never changed: its digest is what 完整性 is checked by.
"""

# ruff: noqa: S608 - the names in these statements are the room's own

from office.kernel.append_only import MARK
from office.kernel.statements import Named, Statements

RECORD, FILE, RETURN = "archive_record", "archive_recordfile", "archive_recordreturn"
NUMBER, REGISTER, CONTENT = "archive_itemnumber", "archive_itemregister", "office_storedfile"
_OF_A_NUMBER = ("id", "register_id", "number", "unit", "code", "record_id", "at")
_OF_A_REGISTER = ("id", "fonds_id", "category", "year", "retention", "unit")


class FrozenBeside(Statements):
    """From this migration on; repeat it behind one that alters any of the three tables."""

    def do(self, vendor: str, model: Named) -> list[str]:
        return [*self.undo(vendor, model), *(_freeze_postgresql() if vendor == "postgresql" else _freeze_sqlite())]

    def undo(self, vendor: str, model: Named) -> list[str]:  # noqa: ARG002 - of all tables alike
        """It does no harm where nothing is frozen."""
        names = [(table, f"{table}_{MARK}_{when}") for table in (NUMBER, REGISTER, CONTENT) for when in _WHEN]
        if vendor == "postgresql":
            return [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"' for table, name in names]
        return [f'DROP TRIGGER IF EXISTS "{name}"' for _, name in names]

    def describe(self) -> str:
        return "What a filed record leans on is frozen"


_WHEN = ("rows", "update", "delete", "replace")
_SAYS = "a filed record is frozen"
_FILED = f"EXISTS (SELECT 1 FROM {RECORD} WHERE id = OLD.record_id AND state = 'filed')"
_WAS_FILED = f"EXISTS (SELECT 1 FROM {RETURN} WHERE record_id = OLD.record_id)"
_NAMED = f"EXISTS (SELECT 1 FROM {FILE} WHERE file_id = OLD.id)"
_COUNTS_DOWN = "NEW.last < OLD.last"


def _conditions(differs: str) -> dict[tuple[str, str], str]:
    """(table, statement) → when it is refused; `differs` is how the engine says that two values are not the same."""
    another, other = (
        " OR ".join(f'NEW."{one}" {differs} OLD."{one}"' for one in columns)
        for columns in (_OF_A_NUMBER, _OF_A_REGISTER)
    )
    return {
        (NUMBER, "update"): f"{another} OR OLD.state <> 'used' OR {_FILED}",
        (NUMBER, "delete"): f"{_FILED} OR {_WAS_FILED}",
        (REGISTER, "update"): f"{other} OR {_COUNTS_DOWN}",
        (CONTENT, "update"): _NAMED,
        (CONTENT, "delete"): _NAMED,
    }


def _freeze_postgresql() -> list[str]:
    conditions = _conditions("IS DISTINCT FROM")
    statements = []
    for table in (NUMBER, REGISTER, CONTENT):
        update, delete = conditions[table, "update"], conditions.get((table, "delete"), "false")
        name = f"{table}_{MARK}_rows"
        statements += [
            f"""
            CREATE OR REPLACE FUNCTION {table}_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF TG_OP = 'UPDATE' THEN
                    IF {update} THEN
                        RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN NEW;
                END IF;
                IF {delete} THEN
                    RAISE EXCEPTION '{_SAYS}' USING ERRCODE = 'restrict_violation';
                END IF;
                RETURN OLD;
            END $$
            """,
            f'CREATE TRIGGER "{name}" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION {table}_is_frozen()',
            f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{name}"',
        ]
    return statements


def _freeze_sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_SAYS}'); END"
    bodies = {
        (table, when): f"BEFORE {when.upper()} ON {table} WHEN {condition}"
        for (table, when), condition in _conditions("IS NOT").items()
    }
    # INSERT OR REPLACE removes rows without asking the trigger on deletion
    bodies[NUMBER, "replace"] = (
        f"BEFORE INSERT ON {NUMBER} WHEN EXISTS (SELECT 1 FROM {NUMBER} WHERE id = NEW.id"
        " OR (register_id = NEW.register_id AND number = NEW.number)"
        " OR (record_id = NEW.record_id AND state = 'used' AND NEW.state = 'used'))"
    )
    bodies[CONTENT, "replace"] = f"BEFORE INSERT ON {CONTENT} WHEN EXISTS (SELECT 1 FROM {FILE} WHERE file_id = NEW.id)"
    return [f'CREATE TRIGGER "{table}_{MARK}_{when}" {body} {refuse}' for (table, when), body in bodies.items()]
