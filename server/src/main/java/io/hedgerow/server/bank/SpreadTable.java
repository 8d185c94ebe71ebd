package io.hedgerow.server.bank;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * SQL of judgements of pictures and of what they were spread to. A batch is planned before it is
 * written to the ledger and marked after, so that a crash between leaves it to be written again
 * under the same key.
 */
record SpreadTable(Handle handle) {
  private static final int AT_ONCE = 500;

  /** What is to be done about a batch of carriers. */
  record Batch(String name, long label, String state) {}

  List<Long> standing(String image) {
    return handle
        .createQuery("select label from server.image_label where image = :image")
        .bind("image", image)
        .mapTo(Long.class)
        .list();
  }

  void begin(long label, String image, String cluster) {
    handle.execute(
        "insert into server.image_label(label, image, cluster) values (?, ?, ?)"
            + " on conflict do nothing",
        label,
        image,
        cluster);
    cover(label, cluster);
  }

  /** The judgement covers what carries pictures of this cluster too. */
  void cover(long label, String cluster) {
    handle.execute(
        "insert into server.image_label_reach(label, cluster) values (?, ?)"
            + " on conflict do nothing",
        label,
        cluster);
  }

  /** A judgement of a picture whose altered copies in the past have not been looked for. */
  record Unsought(long label, String image) {}

  List<Unsought> unsought() {
    return handle
        .createQuery("select label, image from server.image_label where not sought order by label")
        .map((row, _) -> new Unsought(row.getLong(1), row.getString(2)))
        .list();
  }

  void sought(long label) {
    handle.execute("update server.image_label set sought = true where label = ?", label);
  }

  /** Pictures with a judgement that stands. */
  List<String> judged() {
    return handle
        .createQuery("select distinct image from server.image_label order by 1")
        .mapTo(String.class)
        .list();
  }

  /** The judgement no longer stands: what it was spread to is to be undone. */
  void end(long label) {
    handle.execute("delete from server.image_label where label = ?", label);
    handle.execute("update server.image_spread set state = 'undoing' where label = ?", label);
  }

  /** Judgements that stand on any picture of the clusters of those pictures. */
  List<Long> labelsOn(Collection<String> images) {
    return handle
        .createQuery(
            "select distinct l.label from server.image i join server.image_label_reach l"
                + " on l.cluster = i.cluster where i.id = any(:images) order by 1")
        .bindArray("images", String.class, images)
        .mapTo(Long.class)
        .list();
  }

  /** Plans batches for carriers of the label's cluster that are not covered yet. */
  void plan(long label) {
    int planned = AT_ONCE;
    while (planned == AT_ONCE) {
      String batch =
          "image-%d-%d"
              .formatted(
                  label,
                  handle
                      .createQuery("select nextval('server.image_spread_number')")
                      .mapTo(Long.class)
                      .one());
      handle.execute(
          "insert into server.image_spread(batch, label, state) values (?, ?, 'planned')",
          batch,
          label);
      planned =
          handle.execute(
              "insert into server.image_cover(label, entity, batch)"
                  + " select ?, u.entity, ? from (select distinct u.entity from"
                  + " server.image_label_reach l join server.image i on i.cluster = l.cluster"
                  + " join server.image_use u on u.image = i.id where l.label = ?"
                  + " and not exists (select from server.image_cover c where c.label = l.label"
                  + " and c.entity = u.entity) order by u.entity limit ?) u",
              label,
              batch,
              label,
              AT_ONCE);
      if (planned == 0) {
        handle.execute("delete from server.image_spread where batch = ?", batch);
      }
    }
  }

  /** Batches with something still to be done, oldest label first. */
  List<Batch> pending() {
    return handle
        .createQuery(
            "select batch, label, state from server.image_spread where state <> 'written'"
                + " order by label, batch limit 100")
        .map((row, _) -> new Batch(row.getString(1), row.getLong(2), row.getString(3)))
        .list();
  }

  /** Entities of a batch, by name. */
  List<String> entities(String batch) {
    return handle
        .createQuery("select entity from server.image_cover where batch = :batch order by entity")
        .bind("batch", batch)
        .mapTo(String.class)
        .list();
  }

  void written(String batch) {
    handle.execute(
        "update server.image_spread set state = 'written' where batch = ? and state = 'planned'",
        batch);
  }

  void undone(String batch) {
    handle.execute("delete from server.image_spread where batch = ?", batch);
  }
}
