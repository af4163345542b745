"""四性检测 (DA/T 70-2018): pure, values in and findings out.

`table.check(stage, subject)` runs every item of a stage; `formats` and `pdfa` read the files themselves, in a child with limits. The
codes are those of DA/T 70: stage, nature (1 真实性, 2 完整性, 3 可用性, 4 安全性), item. Where its text was not to be had the number is
ours and says so: 1-9, 3-5 to 3-7, and the prefix CB of 长期保存.
"""
