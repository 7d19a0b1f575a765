"""The PBX calendar at the TelecomX door: the shared appointments as events."""
