"""取文字：the text of PDF, DOCX, OFD and TXT as strings between which nothing runs on. No Django here: it runs in a stranger's child."""
