"""The seven flows: declared steps, pure progress, the runner, the journal and the operations."""
