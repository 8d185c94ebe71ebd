-- How long the engine took over the event, in microseconds. Beside the decision, not in it: the same
-- event decided twice gives the same bytes. Not part of the audit chain.
alter table decision add column took_us bigint;
