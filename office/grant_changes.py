"""Every coming and going of a lasting grant leaves a row for whoever keeps a copy of the grants: by trigger, so that none is forgotten."""

from office.kernel.statements import Named, Statements

_ROW = "INSERT INTO office_grantchange (object_uid, takes) VALUES (NEW.object_uid, NEW.until IS NOT NULL);"
_TRIGGERS = {
    "office_reader_given": ("AFTER INSERT ON office_reader", "NEW.until IS NULL"),
    "office_reader_changed": ("AFTER UPDATE OF until ON office_reader", "(OLD.until IS NULL) <> (NEW.until IS NULL)"),
}


class GrantChangesTold(Statements):
    """From this migration on, a row of GrantChange in the transaction of the change."""

    def do(self, vendor: str, model: Named) -> list[str]:  # noqa: ARG002 - its table is the office's
        if vendor == "postgresql":
            return [
                f"""
                CREATE FUNCTION tell_of_the_grant() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    {_ROW}
                    RETURN NULL;
                END $$
                """,
                *(
                    f"CREATE TRIGGER {name} {after} FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION tell_of_the_grant()"
                    for name, (after, condition) in _TRIGGERS.items()
                ),
            ]
        return [
            f"CREATE TRIGGER {name} {after} WHEN {condition} BEGIN {_ROW} END"
            for name, (after, condition) in _TRIGGERS.items()
        ]

    def undo(self, vendor: str, model: Named) -> list[str]:  # noqa: ARG002 - the same
        if vendor == "postgresql":
            return [
                *(f"DROP TRIGGER {name} ON office_reader" for name in _TRIGGERS),
                "DROP FUNCTION tell_of_the_grant()",
            ]
        return [f"DROP TRIGGER {name}" for name in _TRIGGERS]

    def describe(self) -> str:
        return "Every coming and going of a lasting grant leaves a row"
