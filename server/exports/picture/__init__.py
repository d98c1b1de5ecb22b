"""How a network becomes a picture: distances, places, labels that do not cover each other, islands side by side.

Only additions, multiplications, divisions and square roots are used, which IEEE 754 rounds the same everywhere: the same network
gives the same picture on any machine.
"""
