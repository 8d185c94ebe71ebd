package io.hedgerow.server.scoring;

import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SignalDefinition;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Begins to score an event's texts, and the words in its pictures, when it arrives, so that texts
 * of events on the way run together and the engine's thread rarely waits.
 *
 * @param pack the active one
 */
public record ScorePreparation(Supplier<Pack> pack, Scores scores) implements Consumer<Event> {
  private static final String FIELD = "event.";

  @Override
  public void accept(Event event) {
    for (SignalDefinition signal : pack.get().signals().values()) {
      if (signal.kind() == SignalDefinition.Kind.SCORE && signal.stage().evaluated()) {
        String input = signal.input();
        String field = input.startsWith(FIELD) ? input.substring(FIELD.length()) : input;
        if (event.data().get(field) instanceof String text) {
          scores.prepare(text);
        }
      }
    }
  }
}
