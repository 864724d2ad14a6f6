"""Arrays of any picture: masks, sizes, colours that go on, mattes; nothing about clothes."""
