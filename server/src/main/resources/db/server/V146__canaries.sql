-- Canaries that were stopped by themselves, each once; webhooks hear of them if they want to. Those that are there
-- go on hearing what they heard.
create table server.canary_stop (
  id   bigint generated always as identity primary key,
  kind text collate "C" not null,
  name text collate "C" not null,
  why  text not null,
  at   timestamptz not null
);
create trigger append_only before update or delete or truncate on server.canary_stop
  for each statement execute function forbid_change();

-- Of labels that hang on a score: whether a model in canary answered for their text, or what it is compared with.
create table server.canary_answer (
  model text collate "C" not null,
  label bigint not null,
  own   boolean not null,
  primary key (model, label)
);
-- Up to which label that is known.
create table server.canary_position (
  model text collate "C" primary key,
  label bigint not null
);

alter table server.webhook add column canaries_seen bigint not null default 0;
alter table server.webhook_delivery drop constraint webhook_delivery_about_check;
-- the kinds are the program's, which alone writes here
alter table server.webhook_delivery add constraint webhook_delivery_about_check check (about <> '');
