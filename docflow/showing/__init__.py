"""看样：the pages of any stored file as pictures, with the reader's watermark where the file itself is given to nobody."""
