-- One judgement of many entities at once: asked for, looked at, carried out page by page, and taken
-- back as one.
create table review.bulk (
  id         bigint generated always as identity primary key,
  key        text collate "C" not null unique,
  content    bytea not null,
  origin     text not null,
  policy     text collate "C" not null,
  violates   boolean not null,
  reason     text not null,
  lasts      bigint,
  author     text collate "C" not null,
  created    timestamptz not null,
  state      text not null check (state in ('asked', 'previewing', 'previewed', 'waiting',
    'scheduled', 'running', 'done', 'stopped', 'undoing', 'undone', 'cancelled')),
  entities   integer not null,
  repeated   integer not null,
  refused    integer not null,
  problems   text not null,
  position   integer not null default 0,
  starter    text collate "C",
  starts     timestamptz,
  approver   text collate "C",
  undoer     text collate "C",
  undo       text,
  stopped    text
);
create index bulk_work on review.bulk (id) where state in ('asked', 'previewing', 'scheduled', 'running', 'undoing');

-- What it covers, in the order it was named, and what the preview found of each.
create table review.bulk_entity (
  bulk    bigint not null references review.bulk (id),
  n       integer not null,
  entity  text collate "C" not null,
  owner   text collate "C",
  known   boolean,
  before  text,
  after   text,
  changes boolean,
  primary key (bulk, n)
);
create index bulk_entity_owner on review.bulk_entity (bulk, owner, n) where owner is not null;

-- What it would lead to on the accounts that own the entities.
create table review.bulk_owner (
  bulk    bigint not null references review.bulk (id),
  owner   text collate "C" not null,
  before  text not null,
  after   text not null,
  changes boolean not null,
  primary key (bulk, owner)
);
