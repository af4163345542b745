"""导入历史文件：documents from before this system come into the archive, each once, with what is known of them and what is not."""
