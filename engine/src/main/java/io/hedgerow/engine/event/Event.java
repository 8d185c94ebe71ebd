package io.hedgerow.engine.event;

import java.time.Instant;
import java.util.Map;

/**
 * Something that happened, as a CloudEvents 1.0 object. {@code data} is a deeply immutable tree of
 * {@code String}, {@code Long}, {@code Double}, {@code Boolean}, {@code List} and {@code Map} (with
 * {@code String} keys, in the order they came); a JSON {@code null} reads as absent.
 *
 * @param key source and id, unique together
 * @param type for example {@code pin.created}
 * @param time when it happened, by the sender's clock
 * @param received when Hedgerow first saw it; equals {@code time} where nobody measured it (files)
 * @param data the typed payload, checked against the pack's event type only when it is decided
 */
public record Event(
    EventKey key, String type, Instant time, Instant received, Map<String, Object> data) {}
