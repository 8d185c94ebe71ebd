package io.hedgerow.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.event.EventKey;
import java.lang.management.ClassLoadingMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One pack after the other in one engine, as authors change rules all day for years. */
final class PackSwapTest {
  /** 10,000 take a minute or two; so many show a leak as well. */
  private static final int SWAPS = Integer.getInteger("hedgerow.swaps", 400);

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private static CompiledPack pack(int number) {
    Map<String, String> files =
        Map.of(
            "pack.yaml",
            "name: swap\ndescription: swap\nowners: [swap]\n",
            "events.yaml",
            """
            types:
              post:
                actor: user
                fields: {user: string, text: text, links: int}
            """,
            "counters.yaml",
            "posts: {on: [post], key: event.user, count: event.user, window: 1h}\n",
            "rules/swap.yaml",
            """
            - id: many
              on: [post]
              when: counter.posts > %d && event.links < %d && event.text.contains("w%d")
              then: [review]
              stage: live
              reason: swap
            """
                .formatted(number, number, number));
    Map<String, byte[]> bytes = new java.util.HashMap<>();
    files.forEach((path, text) -> bytes.put(path, text.getBytes(StandardCharsets.UTF_8)));
    return switch (CompiledPack.load(bytes)) {
      case PackCompilation.Compiled(CompiledPack compiled) -> compiled;
      case PackCompilation.Failed(var wrong) -> throw new AssertionError(wrong);
    };
  }

  private static Event post(int number) {
    Instant at = NOON.plusMillis(number);
    return new Event(
        new EventKey("/t", "e" + number),
        "post",
        at,
        at,
        Map.of("user", "u", "text", "w" + number, "links", number - 1L));
  }

  @Test
  void swapsLoseNoCountAndLeakNeitherClassesNorMetaspace() {
    Engine engine = new Engine(pack(0), Signals.NONE, LabelView.NONE);
    engine.decide(post(0));
    for (int i = 1; i <= SWAPS / 4; i++) {
      engine = swap(engine, i);
    }
    long classes = classes();
    long metaspace = metaspace();
    for (int i = SWAPS / 4 + 1; i <= SWAPS; i++) {
      engine = swap(engine, i);
    }

    assertThat(classes() - classes).as("classes more than a quarter of the way").isLessThan(50);
    assertThat(metaspace() - metaspace).as("bytes of metaspace more").isLessThan(1 << 20);
  }

  /** The rule of each pack fires once its counter has seen every event before. */
  private static Engine swap(Engine engine, int number) {
    Engine swapped = engine.withPack(pack(number));
    assertThat(swapped.decide(post(number)).fired()).as("after swap %d", number).hasSize(1);
    return swapped;
  }

  private static long classes() {
    ClassLoadingMXBean loading = ManagementFactory.getClassLoadingMXBean();
    return settled(loading::getLoadedClassCount);
  }

  private static long metaspace() {
    MemoryPoolMXBean pool =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(one -> one.getName().equals("Metaspace"))
            .findFirst()
            .orElseThrow();
    return settled(() -> pool.getUsage().getUsed());
  }

  /** After a collection that finds nothing more. */
  private static long settled(java.util.function.LongSupplier measure) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      least = Math.min(least, measure.getAsLong());
    }
    return least;
  }
}
