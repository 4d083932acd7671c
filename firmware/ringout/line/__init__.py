"""LINE: an installed line from one end, with a plug, a short, nothing or equipment at the other."""
