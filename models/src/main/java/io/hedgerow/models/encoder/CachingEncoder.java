package io.hedgerow.models.encoder;

import io.hedgerow.models.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the vectors of the texts seen last, by the SHA-256 of their content; reposts and copies
 * are then free. Safe for use by many threads; two callers with the same new text may both encode
 * it.
 */
public final class CachingEncoder implements Encoder {
  private final Encoder encoder;
  private final Map<String, Embedding> seen;

  /**
   * @param encoder closed with this one
   * @param capacity how many vectors are kept; each takes some kilobytes
   */
  public CachingEncoder(Encoder encoder, int capacity) {
    this.encoder = encoder;
    this.seen =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<String, Embedding> eldest) {
            return size() > capacity;
          }
        };
  }

  @Override
  public Identity identity() {
    return encoder.identity();
  }

  @Override
  public List<Embedding> encode(List<String> texts) {
    List<String> signatures = texts.stream().map(CachingEncoder::signature).toList();
    List<String> newTexts = new ArrayList<>();
    Map<String, Integer> places = new LinkedHashMap<>();
    Map<String, Embedding> known = new LinkedHashMap<>();
    for (int i = 0; i < texts.size(); i++) {
      Embedding old = find(signatures.get(i));
      if (old != null) {
        known.put(signatures.get(i), old);
      } else if (places.putIfAbsent(signatures.get(i), newTexts.size()) == null) {
        newTexts.add(texts.get(i));
      }
    }
    List<Embedding> made = newTexts.isEmpty() ? List.of() : encoder.encode(newTexts);
    places.forEach((signature, place) -> known.put(signature, made.get(place)));
    remember(places, made);
    return signatures.stream().map(known::get).toList();
  }

  private @Nullable Embedding find(String signature) {
    synchronized (seen) {
      return seen.get(signature);
    }
  }

  private void remember(Map<String, Integer> places, List<Embedding> made) {
    synchronized (seen) {
      places.forEach((signature, place) -> seen.put(signature, made.get(place)));
    }
  }

  private static String signature(String text) {
    return Sha256.of(text.getBytes(StandardCharsets.UTF_16LE));
  }

  @Override
  public void close() {
    encoder.close();
  }
}
