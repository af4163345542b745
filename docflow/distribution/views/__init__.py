from docflow.distribution.views.distributing import distribute_page
from docflow.distribution.views.files import delivered_attachment, delivered_file, delivered_image
from docflow.distribution.views.groups import group_list, group_page, group_remove
from docflow.distribution.views.receiving import check_seal, delivery_list, delivery_page, receive
from docflow.distribution.views.sent import board, sent_list, sent_page, settle_sent, urge_missing

__all__ = [
    "board",
    "check_seal",
    "delivered_attachment",
    "delivered_file",
    "delivered_image",
    "delivery_list",
    "delivery_page",
    "distribute_page",
    "group_list",
    "group_page",
    "group_remove",
    "receive",
    "sent_list",
    "sent_page",
    "settle_sent",
    "urge_missing",
]
