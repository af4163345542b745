"""Rows of importing."""

from archive.importing.models.batches import Batch, BatchState, Row, RowState

__all__ = ["Batch", "BatchState", "Row", "RowState"]
