-- Alarms about sources, each raised once; webhooks hear of them if they want to. Those that are there
-- go on hearing what they heard.
create table server.source_alarm (
  id     bigint generated always as identity primary key,
  kind   text collate "C" not null,
  source text collate "C" not null,
  policy text collate "C" not null,
  what   text not null,
  at     timestamptz not null
);
create index source_alarm_newest on server.source_alarm (kind, source, policy, id desc);
create trigger append_only before update or delete or truncate on server.source_alarm
  for each statement execute function forbid_change();
alter table server.webhook add column sources_seen bigint not null default 0;
alter table server.webhook_delivery drop constraint webhook_delivery_about_check;
alter table server.webhook_delivery add constraint webhook_delivery_about_check
  check (about in ('change', 'statement', 'source'));
