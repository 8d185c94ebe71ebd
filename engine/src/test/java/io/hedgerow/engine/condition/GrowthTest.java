package io.hedgerow.engine.condition;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.LabelView;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import io.hedgerow.engine.pack.EventType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing that a condition can write makes a value grow without bound. */
final class GrowthTest {
  private static final Event EVENT =
      new Event(new EventKey("/t", "1"), "none", Instant.EPOCH, Instant.EPOCH, Map.of());
  private static final EventType NONE =
      new EventType("none", List.of(), Optional.empty(), Optional.empty());
  private static final Scope EMPTY =
      new Scope(
          new EventTyping(NONE, List.of()).read(EVENT, Instant.EPOCH),
          Names.NONE,
          Instant.EPOCH,
          new Scope.Lists(Map.of()),
          Scope.SignalSource.NONE,
          LabelView.NONE);

  private static Object value(String source) {
    Checked checked = PlainCel.check(source, "", Map.of()).orElseThrow();
    return checked.interpreted().evaluate(EMPTY);
  }

  private static String doubled(String start, String step, int times) {
    StringBuilder text = new StringBuilder(start);
    for (int i = 0; i < times; i++) {
      text.append(".map(a, ").append(step).append(')');
    }
    return text.toString();
  }

  @Test
  void textThatDoublesFailsBeforeItFillsTheMemory() {
    assertThat(value("size(" + doubled("[\"ab\"]", "a + a", 19) + "[0])")).isEqualTo(1L << 20);
    assertThat(value("size(" + doubled("[\"ab\"]", "a + a", 40) + "[0])"))
        .isEqualTo(
            new Outcome.Failed(
                "a text may have 1,048,576 characters, this one would have 2,097,152"));
  }

  @Test
  void listsThatDoubleFailToo() {
    assertThat(value("size(" + doubled("[[1]]", "a + a", 40) + "[0])"))
        .isEqualTo(
            new Outcome.Failed("a list may have 100,000 elements, this one would have 131,072"));
  }

  @Test
  void replacementsAndJoinsAreBounded() {
    String long20 = doubled("[\"aa\"]", "a + a", 12) + "[0]";
    assertThat(value("size(" + long20 + ".replace(\"a\", " + long20 + "))"))
        .isInstanceOf(Outcome.Failed.class);
    assertThat(value("\"aXbX\".replace(\"X\", \"é\", 1)")).isEqualTo("aébX");
    assertThat(value("\"ab\".replace(\"\", \"-\")")).isEqualTo("-a-b-");
    assertThat(value("[\"a\", \"b\"].join(\", \")")).isEqualTo("a, b");
  }

  @Test
  void bytesAndTheirWritingAsTextAreBounded() {
    assertThat(value("size(" + doubled("[b\"ab\"]", "a + a", 40) + "[0])"))
        .isInstanceOf(Outcome.Failed.class);
    String nested = "b\"abcdefgh\"";
    for (int i = 0; i < 45; i++) {
      nested = "bytes(base64.encode(" + nested + "))";
    }
    assertThat(value("size(" + nested + ")"))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> assertThat(failed.message()).contains("may have 1,048,576 characters"));
    assertThat(value("base64.encode(b\"hi\")")).isEqualTo("aGk=");
    assertThat(value("string(base64.decode(\"aGk=\"))")).isEqualTo("hi");
    assertThat(value("base64.decode(\"?\")")).isInstanceOf(Outcome.Failed.class);
  }
}
