-- What each source of labels did, by day; counted from the ledger by number, so nothing is counted twice.
create table server.source_day (
  kind   text collate "C" not null,
  source text collate "C" not null,
  policy text collate "C" not null,
  day    date not null,
  labels bigint not null,
  last   timestamptz not null,
  primary key (kind, source, policy, day)
);
create table server.source_position (
  name     text primary key,
  position bigint not null
);

-- Where the watch over the share of a source's labels that reviewers confirm stands.
create table server.source_watch (
  kind     text collate "C" not null,
  source   text collate "C" not null,
  policy   text collate "C" not null,
  seen     bigint not null,
  hits     bigint not null,
  sums     double precision[] not null,
  alarm    text not null,
  alarm_at bigint not null,
  raised   timestamptz,
  primary key (kind, source, policy)
);

-- When somebody accepted that a source is how it is now: what it is compared with begins there.
create table server.source_accepted (
  id     bigint generated always as identity primary key,
  kind   text collate "C" not null,
  source text collate "C" not null,
  policy text collate "C" not null,
  at     timestamptz not null,
  author text not null,
  reason text not null
);
create index source_accepted_newest on server.source_accepted (kind, source, policy, id desc);
create trigger append_only before update or delete or truncate on server.source_accepted
  for each statement execute function forbid_change();
