package io.hedgerow.server.review;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.review.report.Notice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What somebody filled in, as it came.
 *
 * @param items one a line
 * @param website people do not see this field and leave it empty; programs fill it in
 */
public record NoticeForm(
    String items, String policy, String text, String name, String email, String website) {
  /** Nothing filled in yet. */
  public static final NoticeForm EMPTY = new NoticeForm("", "", "", "", "", "");

  /**
   * The notice it makes.
   *
   * @throws IllegalArgumentException that says what is wrong, for whoever filled it in
   */
  public Notice.Draft draft(NoticeAddress address) {
    if (!website.isEmpty()) {
      throw new IllegalArgumentException(
          "leave the field “Website” empty; it is there for programs");
    }
    List<EntityId> entities = new ArrayList<>();
    items
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .limit(Notice.MOST_ITEMS + 1L)
        .forEach(line -> entities.add(read(address, line)));
    return new Notice.Draft(entities, policy, text, name, email);
  }

  private static EntityId read(NoticeAddress address, String line) {
    Optional<EntityId> entity = address.read(line);
    return entity.orElseThrow(() ->
        new IllegalArgumentException(
            "“%s” names nothing here; write one address a line"
                .formatted(line.substring(0, Math.min(80, line.length())))));
  }
}
