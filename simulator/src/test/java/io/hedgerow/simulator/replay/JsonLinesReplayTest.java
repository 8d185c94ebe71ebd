package io.hedgerow.simulator.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventJson;
import io.hedgerow.engine.event.EventReader;
import io.hedgerow.engine.event.EventReading;
import io.hedgerow.simulator.replay.Replayed.Known;
import io.hedgerow.simulator.replay.Replayed.Refused;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonLinesReplayTest {
  private static final String LINE =
      """
      {"key":"k1","at":"2013-11-07T06:20:48","text":"hi","by":{"name":"u1","since":3},"bad":1}\
      """;

  private final JsonLinesReplay replay =
      new JsonLinesReplay(mapping("key", "actor.id=by.name", "actor.since=by.since", "text=text"));

  private static ReplayMapping mapping(String id, String... data) {
    return new ReplayMapping(
        "/old",
        "comment.created",
        id.isEmpty() ? Optional.empty() : Optional.of(MemberPath.parse(id)),
        MemberPath.parse("at"),
        Stream.of(data).map(ReplayMapping.Copy::parse).toList(),
        Optional.of(MemberPath.parse("bad")));
  }

  private Known known(String line) {
    assertThat(replay.read(line, 7)).isInstanceOf(Known.class);
    return (Known) replay.read(line, 7);
  }

  private Refused refused(String line) {
    assertThat(replay.read(line, 7)).isInstanceOf(Refused.class);
    return (Refused) replay.read(line, 7);
  }

  @Test
  void partsComeFromWhereTheMappingSays() {
    Event event = known(LINE).event();
    assertThat(event.key()).hasToString("/old#k1");
    assertThat(event.type()).isEqualTo("comment.created");
    assertThat(event.data())
        .isEqualTo(Map.of("actor", Map.of("id", "u1", "since", 3L), "text", "hi"));
  }

  @Test
  void theTruthIsReadButNotPartOfTheEvent() {
    Known known = known(LINE);
    assertThat(known.violates()).contains(true);
    assertThat(EventJson.write(known.event())).doesNotContain("bad");
  }

  @Test
  void theTruthMayBeANumberAWordOrUnknown() {
    assertThat(known(LINE.replace("\"bad\":1", "\"bad\":0")).violates()).contains(false);
    assertThat(known(LINE.replace("\"bad\":1", "\"bad\":true")).violates()).contains(true);
    assertThat(known(LINE.replace("\"bad\":1", "\"bad\":\"false\"")).violates()).contains(false);
    assertThat(known(LINE.replace(",\"bad\":1", "")).violates()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"2013-11-07T06:20:48\"",
        "\"2013-11-07 06:20:48\"",
        "\"2013-11-07T06:20:48Z\"",
        "\"2013-11-07T08:20:48+02:00\"",
        "1383805248",
        "1383805248.0"
      })
  void aTimeWithoutOffsetIsUtcAndANumberIsSeconds(String time) {
    String line = LINE.replace("\"2013-11-07T06:20:48\"", time);
    assertThat(known(line).event().time()).isEqualTo(Instant.parse("2013-11-07T06:20:48Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"yesterday\"", "-5", "9223372036854775807", "1e300", "[]", "null"})
  void anImpossibleTimeIsNamed(String time) {
    Refused refused = refused(LINE.replace("\"2013-11-07T06:20:48\"", time));
    assertThat(refused.where()).isEqualTo("at");
    assertThat(refused.message()).startsWith("the time must be RFC 3339");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\"", "\"a\\u0000\"", "{}", "null"})
  void anIdThatIsNoneIsNamed(String id) {
    assertThat(refused(LINE.replace("\"k1\"", id)).where()).isEqualTo("key");
  }

  @Test
  void withoutAnIdTheLineNumberIsIt() {
    JsonLinesReplay numbered = new JsonLinesReplay(mapping("", "text=text"));
    assertThat(((Known) numbered.read(LINE, 7)).event().key().id()).isEqualTo("line-7");
  }

  @Test
  void whatALineLacksIsLeftOut() {
    assertThat(known("{\"key\":1,\"at\":0}").event().data()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "3", "{\"a\":", "{\"a\":1,\"a\":2}"})
  void aLineThatIsNoObjectIsRefused(String line) {
    assertThat(refused(line).message()).isNotEmpty();
  }

  @Test
  void noLineThrowsHoweverBroken() {
    long seed = 20_131_107;
    SplittableRandom random = new SplittableRandom(seed);
    EventReader reader = new EventReader();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder line = new StringBuilder(LINE);
      for (int edits = random.nextInt(1, 5); edits > 0; edits--) {
        line.setCharAt(random.nextInt(line.length()), LINE.charAt(random.nextInt(LINE.length())));
      }
      if (replay.read(line.toString(), i) instanceof Known(Event event, _)) {
        assertThat(reader.read(EventJson.write(event)))
            .as("seed %d, round %d: %s", seed, i, line)
            .isEqualTo(new EventReading.Accepted(event));
      }
    }
  }

  @Test
  void aValueCannotStandWhereAnObjectIsNeeded() {
    assertThatThrownBy(() -> mapping("key", "actor=by.name", "actor.since=by.since"))
        .hasMessage("`actor.since` and `actor` cannot both be set");
    assertThatThrownBy(() -> mapping("key", "text=text", "text=by.name"))
        .hasMessage("`text` and `text` cannot both be set");
  }

  @Test
  void aBadMappingSaysWhatItShouldBe() {
    assertThatThrownBy(() -> ReplayMapping.Copy.parse("actor"))
        .hasMessage("a member must be written NAME=PATH, such as actor=meta.author, was `actor`");
    assertThatThrownBy(() -> MemberPath.parse("a..b"))
        .hasMessage("a path must be names with dots between, such as meta.author, was `a..b`");
  }

  @Test
  void aPathThroughAValueFindsNothing() {
    assertThat(MemberPath.parse("a.b").find(Map.of("a", "text"))).isEmpty();
    assertThat(new MemberPath(List.of("a")).find(Map.of("a", "text"))).contains("text");
  }
}
