-- What was said about known hashes, in order. The hashes of a bank now are what these rows lead to.
create table bank_change (
  id     bigint generated always as identity primary key,
  bank   text collate "C" not null,
  kind   text not null,
  source text collate "C" not null,
  name   text collate "C" not null,
  hash   text not null,
  tags   text not null,
  author text not null,
  reason text not null,
  at     timestamptz not null
);
create index bank_change_hash on bank_change (bank, source, name, id);

-- How far each bank has read each exchange: the newest row counts.
create table bank_sync (
  id         bigint generated always as identity primary key,
  bank       text collate "C" not null,
  source     text collate "C" not null,
  checkpoint text not null,
  put        integer not null,
  withdrawn  integer not null,
  at         timestamptz not null
);
create index bank_sync_newest on bank_sync (bank, source, id);

create trigger append_only before update or delete or truncate on bank_change
  for each statement execute function forbid_change();
create trigger append_only before update or delete or truncate on bank_sync
  for each statement execute function forbid_change();
