"""TelecomX: sessions, file metadata and file content, as api.telecomx.dk serves them."""
