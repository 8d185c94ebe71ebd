-- Who was shown an entity: its cases, and their views.
create index view_item on review.view (item) where item <> 0;
create index item_entity on review.item (entity);
