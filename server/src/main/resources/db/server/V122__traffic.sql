-- What came in, by hour of the event and narrow slice (pin.created country=LU); counted from decisions by
-- number, so nothing is counted twice.
create table server.traffic_hour (
  slice text collate "C" not null,
  hour  timestamptz not null,
  count bigint not null,
  primary key (slice, hour)
);
create index traffic_hour_hour on server.traffic_hour (hour);
create table server.traffic_position (
  one      boolean primary key default true check (one),
  decision bigint not null
);

-- A random sample of each day's decisions: those with the smallest keys. what is score.NAME with its
-- value, or text with the decision's number alone; no content is kept here.
create table server.traffic_sample (
  what  text collate "C" not null,
  day   date not null,
  key   bigint not null,
  seq   bigint not null,
  value double precision,
  primary key (what, day, key)
);

-- Hours that were judged, and by how many slices; missing says why one could not be.
create table server.traffic_look (
  hour    timestamptz primary key,
  slices  integer not null,
  missing text not null,
  at      timestamptz not null
);

-- How far the week up to a day is from the four before it. distance is the population stability index
-- of a mix or a score, or the squared mean discrepancy of texts.
create table server.traffic_drift (
  day      date not null,
  kind     text not null check (kind in ('mix', 'score', 'text')),
  name     text collate "C" not null,
  distance double precision not null,
  ks       double precision,
  p_value  double precision,
  before   bigint not null,
  after    bigint not null,
  moved    boolean not null,
  at       timestamptz not null,
  primary key (day, kind, name)
);

-- Alarms, each raised once; webhooks hear of them if they want to.
create table server.traffic_alarm (
  id       bigint generated always as identity primary key,
  kind     text not null check (kind in ('spike', 'mix', 'score', 'text')),
  name     text collate "C" not null,
  hour     timestamptz not null,
  observed double precision not null,
  expected double precision not null,
  most     double precision not null,
  at       timestamptz not null
);
create index traffic_alarm_newest on server.traffic_alarm (kind, name, id desc);
create trigger append_only before update or delete or truncate on server.traffic_alarm
  for each statement execute function forbid_change();
create trigger append_only before update or delete or truncate on server.traffic_look
  for each statement execute function forbid_change();
alter table server.webhook add column traffic_seen bigint not null default 0;
alter table server.webhook_delivery drop constraint webhook_delivery_about_check;
alter table server.webhook_delivery add constraint webhook_delivery_about_check
  check (about in ('change', 'statement', 'source', 'traffic'));
