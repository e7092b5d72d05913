"""Maps of the data: many images as points, near each other where a layer finds them alike."""
