"""The use cases: recording a change, the queue, undo, drafts, the day."""
