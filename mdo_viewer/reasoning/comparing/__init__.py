"""Two versions of a pack held against each other: for whom does which tree say something else?"""
