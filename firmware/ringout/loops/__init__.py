"""Inner loops: machine code for the chip (_viper) and its plain equal beside it (_plain)."""
