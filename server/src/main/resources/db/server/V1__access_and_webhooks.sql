-- The server's own tables: who may enter, and what webhooks have still to hear of.
create schema if not exists server;

create table server.api_key (
  prefix     text primary key,
  hash       bytea not null unique,
  name       text not null,
  scopes     text[] not null,
  rate       integer,
  created    timestamptz not null,
  created_by text not null,
  revoked    timestamptz,
  revoked_by text
);

create table server.person (
  name       text primary key,
  password   text not null,
  roles      text[] not null,
  disabled   boolean not null,
  created    timestamptz not null,
  created_by text not null
);

create table server.setup_link (
  hash    bytea primary key,
  expires timestamptz not null
);

create table server.webhook (
  id         text primary key,
  url        text not null,
  secret     bytea not null,
  seen       bigint not null,
  created    timestamptz not null,
  created_by text not null,
  removed    timestamptz
);

-- One row for each change that one webhook has still to hear of; gone once it has.
create table server.webhook_delivery (
  webhook    text not null references server.webhook(id),
  change     bigint not null,
  entity     text not null,
  body       text not null,
  created    timestamptz not null,
  attempts   integer not null default 0,
  due        timestamptz not null,
  last_error text,
  dead       timestamptz,
  primary key (webhook, change)
);

create index webhook_delivery_waiting on server.webhook_delivery (webhook, entity, change) where dead is null;
