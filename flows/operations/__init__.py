"""Operations on the real world: files, keys, keystores, certificates. Each can plan, apply, verify and undo."""
