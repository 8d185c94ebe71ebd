-- The activations after which everything that has a label has been looked at again. One that is
-- missing was cut short; the next start makes it good.
create table reconsidered (
  activation bigint primary key references pack_activation (id),
  at         timestamptz not null
);
