"""Questions about rounds; the branches and members one sees are those within the asker's reach."""
