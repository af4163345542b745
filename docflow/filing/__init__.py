"""办毕的文件：what an archive is to know of a paper when its route has ended. Looked at only; nothing here changes a paper."""
