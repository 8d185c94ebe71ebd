-- Pictures by their hashes and signature; the pictures themselves are not kept. A picture of which only a hash came
-- has no signature.
create table server.image (
  id        text collate "C" primary key,
  hashes    bytea not null,
  signature bytea,
  cluster   text collate "C" not null,
  format    text not null,
  created   timestamptz not null,
  author    text not null
);
create index image_cluster on server.image (cluster);

-- Which entity carries which picture, read off decisions.
create table server.image_use (
  image  text collate "C" not null,
  entity text collate "C" not null,
  seq    bigint not null,
  primary key (image, entity)
);

-- Which event matched which known hash, read off decisions.
create table server.bank_match (
  bank     text collate "C" not null,
  source   text collate "C" not null,
  name     text collate "C" not null,
  seq      bigint not null,
  entity   text collate "C",
  distance smallint not null,
  at       timestamptz not null,
  primary key (bank, source, name, seq)
);
create index bank_match_at on server.bank_match (bank, source, name, at);

-- Judgements of a picture that stand, and what they were spread to.
create table server.image_label (
  label   bigint primary key,
  image   text collate "C" not null,
  cluster text collate "C" not null
);
create index image_label_cluster on server.image_label (cluster);
create table server.image_spread (
  batch text primary key,
  label bigint not null,
  state text not null check (state in ('planned', 'written', 'undoing'))
);
create table server.image_cover (
  label  bigint not null,
  entity text collate "C" not null,
  batch  text not null references server.image_spread (batch) on delete cascade,
  primary key (label, entity)
);
create index image_cover_batch on server.image_cover (batch);
create sequence server.image_spread_number;

-- How far each reader of the ledger has come.
create table server.follower (
  name     text primary key,
  position bigint not null
);
