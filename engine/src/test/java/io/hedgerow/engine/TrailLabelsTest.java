package io.hedgerow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.decision.Decision;
import io.hedgerow.engine.decision.DecisionJson;
import io.hedgerow.engine.decision.ProposedLabel;
import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules that label what came before they were sure. */
final class TrailLabelsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final String LABELS =
      """
        labels:
          - {policy: spam}
          - {policy: spam, on: trail.links_by_user}
      """;

  private static Map<String, String> files(String stage, String labels) {
    Map<String, String> files = new HashMap<>();
    files.put("pack.yaml", "name: t\ndescription: t\nowners: [t]\n");
    files.put(
        "events.yaml",
        """
        types:
          post:
            actor: user
            subject: {kind: post, field: id}
            fields: {user: string, id: string, link: url}
          login:
            actor: user
            fields: {user: string}
          view:
            fields: {page: string}
        """);
    files.put("policies/spam.yaml", "id: spam\ntitle: Spam\ntext: No spam\n");
    files.put(
        "counters.yaml", "links: {on: [post], key: event.user, count: event.link, window: 1h}\n");
    files.put(
        "trails.yaml",
        "links_by_user: {on: [post], key: event.user, where: has(event.link), window: 1h}\n");
    files.put(
        "rules/r.yaml",
        """
        - id: flood
          on: [post]
          when: counter.links >= 3
        %s  stage: %s
          reason: flood
        """
            .formatted(labels, stage));
    return files;
  }

  private static PackCompilation load(Map<String, String> files) {
    Map<String, byte[]> bytes = new HashMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return CompiledPack.load(bytes);
  }

  private static CompiledPack pack(Map<String, String> files) {
    return switch (load(files)) {
      case PackCompilation.Compiled(CompiledPack compiled) -> compiled;
      case PackCompilation.Failed(var wrong) -> throw new AssertionError(wrong);
    };
  }

  private static Event post(int number, String user, boolean link, Duration at) {
    Map<String, Object> data = new HashMap<>(Map.of("user", user, "id", "p" + number));
    if (link) {
      data.put("link", "https://a.example/" + number);
    }
    Instant time = NOON.plus(at);
    return new Event(new EventKey("/t", "e" + number), "post", time, time, data);
  }

  private static Event link(int number, int minute) {
    return post(number, "u", true, Duration.ofMinutes(minute));
  }

  private static List<String> labelled(Decision decision) {
    return decision.labels().stream()
        .map(label -> label.entity() + (label.effective() ? "" : " in shadow"))
        .toList();
  }

  private static Engine engine(CompiledPack pack) {
    return new Engine(pack, Signals.NONE, LabelView.NONE);
  }

  @Test
  void whatLedToAFindingIsLabelledWithItAndOnlyOnce() {
    Engine engine = engine(pack(files("live", LABELS)));
    assertThat(labelled(engine.decide(link(1, 0)))).isEmpty();
    assertThat(labelled(engine.decide(post(2, "u", false, Duration.ofMinutes(1))))).isEmpty();
    assertThat(labelled(engine.decide(post(3, "other", true, Duration.ofMinutes(2))))).isEmpty();
    assertThat(labelled(engine.decide(link(4, 3)))).isEmpty();
    Decision found = engine.decide(link(5, 4));
    assertThat(labelled(found)).containsExactly("post:p5", "post:p1", "post:p4");
    assertThat(found.labels()).extracting(ProposedLabel::reason).containsOnly("flood");
    assertThat(labelled(engine.decide(link(6, 5)))).containsExactly("post:p6");
  }

  @Test
  void whatIsOlderThanTheWindowIsLeftAlone() {
    Engine engine = engine(pack(files("live", LABELS)));
    engine.decide(link(1, 0));
    engine.decide(link(2, 30));
    engine.decide(link(3, 61));
    assertThat(labelled(engine.decide(link(4, 62))))
        .containsExactly("post:p4", "post:p2", "post:p3");
  }

  @Test
  void anEventThatComesLateIsOnTheTrailAndOneThatIsTooLateIsNot() {
    Engine engine = engine(pack(files("live", LABELS)));
    engine.decide(link(1, 50));
    engine.decide(link(2, 20));
    assertThat(labelled(engine.decide(link(3, 51))))
        .containsExactly("post:p3", "post:p1", "post:p2");
    engine.decide(post(4, "v", true, Duration.ofHours(9)));
    assertThat(engine.decide(link(5, 52)).defects()).extracting(d -> d.kind()).contains("late");
    assertThat(labelled(engine.decide(link(6, 9 * 60)))).isEmpty();
  }

  @Test
  void aShadowShowsWhatItWouldLabelAndTakesNothingFromTheRuleWhenItGoesLive() {
    Engine engine = engine(pack(files("shadow", LABELS)));
    for (int i = 1; i <= 4; i++) {
      engine.decide(link(i, i));
    }
    Decision shadow = engine.decide(link(5, 5));
    assertThat(labelled(shadow)).containsExactly("post:p5 in shadow");
    Engine live = engine.withPack(pack(files("live", LABELS)));
    assertThat(labelled(live.decide(link(6, 6))))
        .containsExactly("post:p6", "post:p1", "post:p2", "post:p3", "post:p4", "post:p5");
  }

  @Test
  void aRestartFromASnapshotGivesTheSameBytes() throws IOException {
    CompiledPack pack = pack(files("live", LABELS));
    Engine through = engine(pack);
    Engine stopped = engine(pack);
    for (int i = 1; i <= 2; i++) {
      through.decide(link(i, i));
      stopped.decide(link(i, i));
    }
    ByteArrayOutputStream snapshot = new ByteArrayOutputStream();
    stopped.snapshot(snapshot);
    Engine again =
        Engine.restore(
            pack, Signals.NONE, LabelView.NONE, new ByteArrayInputStream(snapshot.toByteArray()));
    List<String> straight = new ArrayList<>();
    List<String> restarted = new ArrayList<>();
    for (int i = 3; i <= 8; i++) {
      straight.add(DecisionJson.write(through.decide(link(i, i))));
      restarted.add(DecisionJson.write(again.decide(link(i, i))));
    }
    assertThat(restarted).isEqualTo(straight);
    assertThat(straight.getFirst()).contains("post:p1", "post:p2", "post:p3");
  }

  @Test
  void aTrailCanBeFollowedOnAnotherEventTypeThatHasItsKey() {
    Map<String, String> files = files("live", LABELS);
    files.put(
        "rules/more.yaml",
        """
        - id: stolen
          on: [login]
          when: event.user == "u"
          label: {policy: spam, on: trail.links_by_user}
          stage: live
          reason: stolen
        """);
    Engine engine = engine(pack(files));
    engine.decide(link(1, 0));
    Instant later = NOON.plus(Duration.ofMinutes(5));
    Event login = new Event(new EventKey("/t", "l"), "login", later, later, Map.of("user", "u"));
    assertThat(labelled(engine.decide(login))).containsExactly("post:p1");
  }

  @Test
  void aRuleOnAnEventWithoutTheKeyIsRefused() {
    Map<String, String> files = files("live", LABELS);
    files.put(
        "rules/more.yaml",
        """
        - id: lost
          on: [view]
          when: event.page == "u"
          label: {policy: spam, on: trail.links_by_user}
          stage: live
          reason: lost
        """);
    PackCompilation.Failed failed = (PackCompilation.Failed) load(files);
    assertThat(failed.diagnostics())
        .extracting(d -> d.message() + " / " + d.hint())
        .containsExactly(
            "trail `links_by_user` cannot be followed on `view` / its key `event.user` does not fit"
                + " that event type");
  }
}
