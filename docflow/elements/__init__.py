"""The elements of an official document (公文要素, GB/T 9704-2012 clause 7): values, their JSON form, their kinds, their comparison.

Pure: no Django, no clock, no settings. `schema.Elements` is what a version holds and what the page is made from.
"""
