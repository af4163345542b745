from docflow.views.acts import act, keep_route
from docflow.views.attachments import attach_file, attachment, detach_file
from docflow.views.documents import document_list, document_page
from docflow.views.drafts import draft_image, draft_page, draft_preview, new_document, save
from docflow.views.files import page_image, sealed_file
from docflow.views.papers import link_paper, paper_page, unlink_paper, urge_paper
from docflow.views.redlines import redline
from docflow.views.registers import register_list, register_page, void_number
from docflow.views.verification import verify

__all__ = [
    "act",
    "attach_file",
    "attachment",
    "detach_file",
    "document_list",
    "document_page",
    "draft_image",
    "draft_page",
    "draft_preview",
    "keep_route",
    "link_paper",
    "new_document",
    "page_image",
    "paper_page",
    "redline",
    "register_list",
    "register_page",
    "save",
    "sealed_file",
    "unlink_paper",
    "urge_paper",
    "verify",
    "void_number",
]
