-- Webhooks hear of statements beside changes of enforcement, if they want to. Those that are there
-- go on hearing what they heard.
alter table server.webhook
  add column messages        text[] not null default '{enforcement.changed}',
  add column statements_seen bigint not null default 0;
alter table server.webhook_delivery add column about text not null default 'change'
  check (about in ('change', 'statement'));
alter table server.webhook_delivery drop constraint webhook_delivery_pkey;
alter table server.webhook_delivery add primary key (webhook, about, change);
drop index server.webhook_delivery_waiting;
create index webhook_delivery_waiting on server.webhook_delivery (webhook, about, entity, change) where dead is null;
