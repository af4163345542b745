from docflow.views.acts import act
from docflow.views.attachments import attach_file, attachment, detach_file
from docflow.views.documents import document_list, document_page
from docflow.views.drafts import draft_image, draft_page, draft_preview, new_document, save
from docflow.views.files import page_image, sealed_file
from docflow.views.handling import handling_sheet, handling_sheet_file
from docflow.views.issuing_codes import code_list, code_page, open_code, put_code_back, take_code_out
from docflow.views.live_papers import keep, keep_page, live_papers
from docflow.views.papers import link_paper, paper_page, unlink_paper, urge_paper
from docflow.views.redlines import redline
from docflow.views.register_acts import close_register, reopen_register, reserve_numbers
from docflow.views.registers import register_list, register_page, register_report, register_table, void_number
from docflow.views.verification import verify

__all__ = [
    "act",
    "attach_file",
    "attachment",
    "close_register",
    "code_list",
    "code_page",
    "detach_file",
    "document_list",
    "document_page",
    "draft_image",
    "draft_page",
    "draft_preview",
    "handling_sheet",
    "handling_sheet_file",
    "keep",
    "keep_page",
    "link_paper",
    "live_papers",
    "new_document",
    "open_code",
    "page_image",
    "paper_page",
    "put_code_back",
    "redline",
    "register_list",
    "register_page",
    "register_report",
    "register_table",
    "reopen_register",
    "reserve_numbers",
    "save",
    "sealed_file",
    "take_code_out",
    "unlink_paper",
    "urge_paper",
    "verify",
    "void_number",
]
