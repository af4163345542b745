"""三员分立 in the database: on no day does one person hold two of the three administrator roles. Triggers, on both engines.

They hold the product itself, its errors and a stray console to it. SQLite builds a table anew when a migration alters it: such a
migration of office_appointment or office_postrole releases them before (`Guard(release=True)`) and repeats them after.
"""

from office.kernel.statements import Named, Statements

SENTENCE = "nobody holds two of the three administrator roles on one day"
NAME = "administrators_are_three_people"
TABLES = ("office_appointment", "office_postrole")

_THREE = "('system_administrator', 'security_administrator', 'auditor')"
_OVERLAP = "other.since <= COALESCE({mine}.until, '9999-12-31') AND {mine}.since <= COALESCE(other.until, '9999-12-31')"
_CONFLICTS = {
    "office_appointment": f"""
        SELECT 1 FROM office_postrole given
        JOIN office_appointment other ON other.person_id = NEW.person_id AND other.id <> NEW.id
        JOIN office_postrole held ON held.post_id = other.post_id
        WHERE given.post_id = NEW.post_id AND given.role IN {_THREE} AND held.role IN {_THREE}
        AND given.role <> held.role AND {_OVERLAP.format(mine="NEW")}
    """,  # noqa: S608 - constants of this file
    "office_postrole": f"""
        SELECT 1 FROM office_appointment mine
        JOIN office_appointment other ON other.person_id = mine.person_id AND other.id <> mine.id
        JOIN office_postrole held ON held.post_id = other.post_id
        WHERE mine.post_id = NEW.post_id AND NEW.role IN {_THREE} AND held.role IN {_THREE}
        AND NEW.role <> held.role AND {_OVERLAP.format(mine="mine")}
    """,  # noqa: S608 - the same
}


class Guard(Statements):
    """From this migration on the database refuses what the sentence says; with `release`, it no longer does."""

    def __init__(self, *, release: bool = False) -> None:
        self.release = release

    def do(self, vendor: str, model: Named) -> list[str]:  # noqa: ARG002 - its tables are the office's
        return released(vendor) if self.release else guarded(vendor)

    def undo(self, vendor: str, model: Named) -> list[str]:  # noqa: ARG002 - the same
        return guarded(vendor) if self.release else released(vendor)

    def describe(self) -> str:
        return "Nobody may hold two of the three administrator roles" + (" (released)" if self.release else "")


def guarded(vendor: str) -> list[str]:
    """The statements that make the guard."""
    return [statement for table in TABLES for statement in (_postgresql if vendor == "postgresql" else _sqlite)(table)]


def released(vendor: str) -> list[str]:
    """The statements that undo it."""
    if vendor == "postgresql":
        return [f'DROP FUNCTION "{table}_{NAME}"() CASCADE' for table in TABLES]
    return [f'DROP TRIGGER "{table}_{NAME}_{when}"' for table in TABLES for when in ("insert", "update")]


def _postgresql(table: str) -> list[str]:
    return [
        f"""
        CREATE FUNCTION "{table}_{NAME}"() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS ({_CONFLICTS[table]}) THEN
                RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = 'check_violation';
            END IF;
            RETURN NULL;
        END $$
        """,
        f"""
        CREATE TRIGGER "{table}_{NAME}" AFTER INSERT OR UPDATE ON "{table}"
        FOR EACH ROW EXECUTE FUNCTION "{table}_{NAME}"()
        """,
    ]


def _sqlite(table: str) -> list[str]:
    return [
        f'CREATE TRIGGER "{table}_{NAME}_{when}" AFTER {when.upper()} ON "{table}" WHEN EXISTS ({_CONFLICTS[table]}) '
        f"BEGIN SELECT RAISE(ABORT, '{SENTENCE}'); END"
        for when in ("insert", "update")
    ]
