//! Several reports of one story, side by side.
