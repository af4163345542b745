from django.apps import AppConfig


class DocflowConfig(AppConfig):
    name = "docflow"
    verbose_name = "办文"

    def ready(self) -> None:
        from docflow.circulating import document_of  # noqa: PLC0415 - the house can be entered only now
        from docflow.circulation.papers import let_circulate  # noqa: PLC0415
        from docflow.history import ACTS, address  # noqa: PLC0415
        from docflow.repealing import repealed_of  # noqa: PLC0415
        from office.api import knows_repealed, name_acts  # noqa: PLC0415

        name_acts("docflow", ACTS, address)
        let_circulate("document", document_of)
        knows_repealed(repealed_of)
