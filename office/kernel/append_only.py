"""Tables to which rows are added and in which nothing is changed or removed: by triggers, on both engines.

They hold the product itself, its errors and a stray console to it. Whoever owns the database can drop them; that is what the
digests of a journal are for.
"""

from django.db.models import Model

from office.kernel.statements import Named, Statements

MARK = "append_only"


class AppendOnly(Statements):
    """From this migration on the database refuses to change or delete rows of a model (on PostgreSQL, also to empty its table)."""

    def __init__(self, model_name: str) -> None:
        self.model_name = model_name

    def do(self, vendor: str, model: Named) -> list[str]:
        guarded = model(self.model_name)
        return _guard_postgresql(guarded._meta.db_table) if vendor == "postgresql" else _guard_sqlite(guarded)

    def undo(self, vendor: str, model: Named) -> list[str]:
        table = model(self.model_name)._meta.db_table
        if vendor == "postgresql":
            return [f'DROP TRIGGER "{table}_{MARK}_{when}" ON "{table}"' for when in ("rows", "table")]
        return [f'DROP TRIGGER "{table}_{MARK}_{when}"' for when in ("update", "delete", "replace")]

    def describe(self) -> str:
        return f"Rows of {self.model_name} are only ever added"


def _guard_postgresql(table: str) -> list[str]:
    rows, whole = f"{table}_{MARK}_rows", f"{table}_{MARK}_table"
    return [
        """
        CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
        END $$
        """,
        f'CREATE OR REPLACE TRIGGER "{rows}" BEFORE UPDATE OR DELETE ON "{table}" FOR EACH ROW EXECUTE FUNCTION refuse_change()',
        f'CREATE OR REPLACE TRIGGER "{whole}" BEFORE TRUNCATE ON "{table}" FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()',
        # also for a session that plays a replica
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{rows}"',
        f'ALTER TABLE "{table}" ENABLE ALWAYS TRIGGER "{whole}"',
    ]


def _guard_sqlite(model: type[Model]) -> list[str]:
    table = model._meta.db_table
    refuse = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    columns = {field.name: field.column for field in model._meta.local_concrete_fields}
    unique = [[field.column] for field in model._meta.local_concrete_fields if field.unique]
    unique += [[columns[name] for name in one.fields] for one in model._meta.total_unique_constraints]
    taken = " OR ".join("(" + " AND ".join(f'"{name}" = NEW."{name}"' for name in names) + ")" for names in unique)
    known = f'EXISTS (SELECT 1 FROM "{table}" WHERE {taken})'  # noqa: S608 - names of the model's own columns
    return [
        f'CREATE TRIGGER "{table}_{MARK}_update" BEFORE UPDATE ON "{table}" {refuse}',
        f'CREATE TRIGGER "{table}_{MARK}_delete" BEFORE DELETE ON "{table}" {refuse}',
        # INSERT OR REPLACE removes rows without asking the trigger on deletion
        f'CREATE TRIGGER "{table}_{MARK}_replace" BEFORE INSERT ON "{table}" WHEN {known} {refuse}',
    ]
