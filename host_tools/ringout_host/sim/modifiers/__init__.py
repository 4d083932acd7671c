"""What may follow the cable in a spec: a room for each kind of modifier.

Each room has a table MODIFIERS: name -> (handler, example). A handler takes the CableSpec and
the text after `=`; it changes the spec or raises `units.SpecError`. `table` puts the rooms
together: a new kind of modifier is a room, and a line there.
"""
