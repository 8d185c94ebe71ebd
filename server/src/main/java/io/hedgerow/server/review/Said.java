package io.hedgerow.server.review;

import io.hedgerow.engine.pack.FieldType;
import java.util.Optional;

/**
 * One field of what an entity says.
 *
 * @param picture the picture's id, when a copy of it is kept here
 * @param link what is known of a link without asking anybody
 */
public record Said(
    String field, FieldType type, String text, Optional<String> picture, Optional<Link> link) {

  /**
   * A link as a person should read it. Nothing is fetched: title and description are what the
   * product sent along, in {@code FIELD_title} and {@code FIELD_description}.
   *
   * @param host as machines read it, so that look-alike letters show
   */
  public record Link(String host, String title, String description) {}
}
