"""Keys, sound, power, menu, and the views that a person walks through."""
