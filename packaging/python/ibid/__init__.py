"""ibid checks every claim of a draft against a folder of sources. The program does it; this finds the program."""
