"""Outside -> raw items: files and exports as they lie, feeds, pages and channels through one guarded door."""
