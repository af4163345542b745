"""整理：保管期限, 档号, 归档文件目录 and 归档章; pure, values in and values out."""
