-- How far a source is believed from then on: for labels above that number. A label counts as
-- its source was believed when it was written, so that nothing that is in force changes by itself
-- and undoing what came later restores what was before.
create table reputation (
  id         bigint generated always as identity primary key,
  kind       text not null,
  source     text collate "C" not null,
  value      double precision not null check (value between 0 and 1),
  upheld     integer not null,
  overturned integer not null,
  author     text not null,
  reason     text not null,
  at         timestamptz not null,
  label      bigint not null
);
create index reputation_source on reputation (kind, source, id);
create trigger append_only before update or delete or truncate on reputation
  for each statement execute function forbid_change();
