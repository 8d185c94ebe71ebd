package io.hedgerow.engine.event;

/**
 * What makes an event that event: CloudEvents 1.0 (section 3.1.1) promises that {@code source} and
 * {@code id} together are unique, and Hedgerow is idempotent by them.
 */
public record EventKey(String source, String id) {

  @Override
  public String toString() {
    return source + "#" + id;
  }
}
