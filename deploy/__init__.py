"""How あしばノート is put before many people: what stands in front of it, and beside it."""
