// A module that is named by what the worker brings, and of which nothing is ever used there.
