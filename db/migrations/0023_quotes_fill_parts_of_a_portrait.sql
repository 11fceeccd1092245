-- A quote may fill one part of a buyer or customer persona: its goals, what it wishes for. NULL: it speaks for the whole.
ALTER TABLE quotes ADD COLUMN part TEXT;
